// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { fromHex, toHex } from '../../../chaincode/src/protocol/bytes';
import { leafHash, merkleRoot } from '../../../chaincode/src/protocol/merkle';
import { consistencyProof, inclusionProof } from '../../../chaincode/src/protocol/merkleProof';
import { verifyConsistency, verifyInclusion } from '../../../chaincode/src/protocol/merkleVerify';
import { codeOf } from '../../support/refusal';
import { readVectors } from '../../support/vectors';

const vectors = readVectors('merkle.json') as {
  leaves: string[];
  inclusion: { index: number; size: number; proof: string[] }[];
  consistency: { firstSize: number; secondSize: number; proof: string[] }[];
};
const leaves = vectors.leaves.map((leaf) => leafHash(fromHex(leaf)));
const many = Array.from({ length: 90 }, (_, index) => leafHash(Uint8Array.of(index)));

describe('inclusionProof', () => {
  it.each(vectors.inclusion)('gives the published path of leaf $index in $size', ({ index, size, proof }) => {
    expect(inclusionProof(leaves.slice(0, size), index).map(toHex)).toEqual(proof);
  });

  it('gives a path that verifies, for every leaf of every size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 90 }), fc.nat(), (size, at) => {
        const all = many.slice(0, size);
        const index = at % size;
        const claim = { leafHash: many[index]!, index, size, proof: inclusionProof(all, index), root: merkleRoot(all) };
        expect(verifyInclusion(claim)).toBe(true);
      }),
    );
  });

  it.each([-1, 8, 0.5, NaN])('refuses the index %d of 8', (index) => {
    expect(codeOf(() => inclusionProof(leaves, index))).toBe('MERKLE_OUT_OF_RANGE');
  });

  it('refuses any index of no leaves', () => {
    expect(codeOf(() => inclusionProof([], 0))).toBe('MERKLE_OUT_OF_RANGE');
  });
});

describe('consistencyProof', () => {
  it.each(vectors.consistency)('gives the published proof from $firstSize to $secondSize', (vector) => {
    const { firstSize, secondSize, proof } = vector;
    expect(consistencyProof(leaves.slice(0, secondSize), firstSize).map(toHex)).toEqual(proof);
  });

  it('gives a proof that verifies, from every size to every larger one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 90 }), fc.nat(), (secondSize, at) => {
        const all = many.slice(0, secondSize);
        const firstSize = (at % secondSize) + 1;
        const claim = {
          firstSize,
          firstRoot: merkleRoot(all.slice(0, firstSize)),
          secondSize,
          secondRoot: merkleRoot(all),
          proof: consistencyProof(all, firstSize),
        };
        expect(verifyConsistency(claim)).toBe(true);
      }),
    );
  });

  it.each([0, -1, 9, 1.5, NaN])('refuses the earlier size %d of 8', (firstSize) => {
    expect(codeOf(() => consistencyProof(leaves, firstSize))).toBe('MERKLE_OUT_OF_RANGE');
  });
});
