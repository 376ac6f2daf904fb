// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { fromHex } from '../../../chaincode/src/protocol/bytes';
import { emptyRoot, leafHash, merkleRoot } from '../../../chaincode/src/protocol/merkle';
import type { MerkleHash } from '../../../chaincode/src/protocol/merkle';
import { consistencyProof, inclusionProof } from '../../../chaincode/src/protocol/merkleProof';
import { verifyConsistency, verifyInclusion } from '../../../chaincode/src/protocol/merkleVerify';
import type { ConsistencyClaim, InclusionClaim } from '../../../chaincode/src/protocol/merkleVerify';
import { readVectors } from '../../support/vectors';

const vectors = readVectors('merkle.json') as {
  leaves: string[];
  roots: string[];
  inclusion: { index: number; size: number; proof: string[] }[];
  consistency: { firstSize: number; secondSize: number; proof: string[] }[];
};
const rootOf = (size: number): MerkleHash => fromHex(vectors.roots[size - 1]!);
const some = leafHash(Uint8Array.of(7));
const short = Uint8Array.of(1, 2, 3);
const flipped = (hash: MerkleHash): MerkleHash => hash.map((byte, index) => (index === 0 ? byte ^ 8 : byte));
const replaced = (proof: readonly MerkleHash[], at: number, hash: MerkleHash): MerkleHash[] =>
  proof.map((old, index) => (index === at ? hash : old));

const inclusions: InclusionClaim[] = vectors.inclusion.map(({ index, size, proof }) => ({
  leafHash: leafHash(fromHex(vectors.leaves[index]!)),
  index,
  size,
  proof: proof.map(fromHex),
  root: rootOf(size),
}));

/** The corruptions that the reference vectors apply to each claim. */
const brokenInclusions = (claim: InclusionClaim): InclusionClaim[] => [
  { ...claim, index: claim.index - 1 },
  { ...claim, index: claim.index + 1 },
  { ...claim, index: claim.index ^ 2 },
  { ...claim, index: claim.index + 0.5 },
  { ...claim, size: claim.size * 2 },
  { ...claim, size: Math.floor(claim.size / 2) },
  { ...claim, size: NaN },
  { ...claim, leafHash: short },
  { ...claim, leafHash: some },
  { ...claim, root: emptyRoot() },
  { ...claim, root: some },
  { ...claim, root: short },
  { ...claim, proof: [...claim.proof, new Uint8Array()] },
  { ...claim, proof: [...claim.proof, claim.root] },
  { ...claim, proof: [new Uint8Array(), ...claim.proof] },
  { ...claim, proof: [claim.root, ...claim.proof] },
  ...claim.proof.map((hash, at) => ({ ...claim, proof: replaced(claim.proof, at, flipped(hash)) })),
  ...claim.proof.map((_, at) => ({ ...claim, proof: claim.proof.toSpliced(at, 1) })),
  ...claim.proof.map((_, at) => ({ ...claim, proof: claim.proof.toSpliced(at, 0, some) })),
];

describe('verifyInclusion', () => {
  it.each(inclusions)('takes the published proof %#', (claim) => {
    expect(verifyInclusion(claim)).toBe(true);
  });

  it.each(inclusions)('takes no corruption of the published proof %#', (claim) => {
    const taken = brokenInclusions(claim).filter(verifyInclusion);
    expect(taken).toEqual([]);
  });

  it('takes nothing about a tree without leaves', () => {
    const claim = { leafHash: some, index: 0, size: 0, proof: [], root: some };
    expect(verifyInclusion(claim)).toBe(false);
    expect(verifyInclusion({ ...claim, root: emptyRoot() })).toBe(false);
  });

  it('takes a leaf only at its own index of its own size', () => {
    const all = Array.from({ length: 40 }, (_, index) => leafHash(Uint8Array.of(index)));
    const within = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(within, fc.nat(), fc.nat(45), (size, at, index) => {
        const own = at % size;
        const tree = all.slice(0, size);
        const proof = inclusionProof(tree, own);
        const claim = { leafHash: all[own]!, index, size, proof, root: merkleRoot(tree) };
        expect(verifyInclusion(claim)).toBe(index === own);
      }),
      { numRuns: 500 },
    );
  });

  it('takes no proof that is longer than the claimed size allows, though it leads to the root', () => {
    const [left, right] = [leafHash(Uint8Array.of(0)), leafHash(Uint8Array.of(1))];
    const claim = { leafHash: right, index: 1, size: 2, proof: [left], root: merkleRoot([left, right]) };
    expect(verifyInclusion(claim)).toBe(true);
    expect(verifyInclusion({ ...claim, index: 0, size: 1 })).toBe(false);
  });

  it('walks trees of more than 2^31 leaves', () => {
    const claim = { leafHash: some, index: 2 ** 40, size: 2 ** 40 + 1, proof: [some], root: merkleRoot([some, some]) };
    expect(verifyInclusion(claim)).toBe(true);
    expect(verifyInclusion({ ...claim, index: 0 })).toBe(false);
  });
});

const consistencies: ConsistencyClaim[] = vectors.consistency.map(({ firstSize, secondSize, proof }) => ({
  firstSize,
  firstRoot: rootOf(firstSize),
  secondSize,
  secondRoot: rootOf(secondSize),
  proof: proof.map(fromHex),
}));

const brokenConsistencies = (claim: ConsistencyClaim): ConsistencyClaim[] => [
  { ...claim, firstSize: claim.firstSize - 1 },
  { ...claim, firstSize: claim.firstSize + 1 },
  { ...claim, firstSize: claim.firstSize ^ 2 },
  { ...claim, firstSize: claim.firstSize + 0.5 },
  { ...claim, secondSize: claim.secondSize * 2 },
  { ...claim, secondSize: Math.floor(claim.secondSize / 2) },
  { ...claim, secondSize: -claim.secondSize },
  { ...claim, firstRoot: short },
  { ...claim, secondRoot: short },
  { ...claim, firstRoot: claim.secondRoot, secondRoot: claim.firstRoot },
  { ...claim, proof: [] },
  { ...claim, proof: [...claim.proof, new Uint8Array()] },
  { ...claim, proof: [...claim.proof, claim.firstRoot] },
  { ...claim, proof: [...claim.proof, claim.secondRoot] },
  { ...claim, proof: [new Uint8Array(), ...claim.proof] },
  { ...claim, proof: [claim.firstRoot, ...claim.proof] },
  { ...claim, proof: [claim.secondRoot, ...claim.proof] },
  { ...claim, proof: [claim.proof[0]!, ...claim.proof] },
  ...claim.proof.map((hash, at) => ({ ...claim, proof: replaced(claim.proof, at, flipped(hash)) })),
  ...claim.proof.map((_, at) => ({ ...claim, proof: claim.proof.toSpliced(at, 1) })),
];

describe('verifyConsistency', () => {
  it.each(consistencies)('takes the published proof %#', (claim) => {
    expect(verifyConsistency(claim)).toBe(true);
  });

  it.each(consistencies.slice(1))('takes no corruption of the published proof %#', (claim) => {
    const taken = brokenConsistencies(claim).filter(verifyConsistency);
    expect(taken).toEqual([]);
  });

  it.each<[string, { sizes: [number, number]; roots: [MerkleHash, MerkleHash]; proof: MerkleHash[] }, boolean]>([
    ['equal sizes of zero and other roots', { sizes: [0, 0], roots: [some, emptyRoot()], proof: [] }, false],
    ['equal sizes of one and other roots', { sizes: [1, 1], roots: [some, emptyRoot()], proof: [] }, false],
    ['equal sizes of zero and equal roots', { sizes: [0, 0], roots: [some, some], proof: [] }, true],
    ['equal sizes of one and equal roots', { sizes: [1, 1], roots: [some, some], proof: [] }, true],
    ['an earlier tree without leaves', { sizes: [0, 1], roots: [some, some], proof: [] }, false],
    ['an earlier empty tree and a proof', { sizes: [0, 1], roots: [some, some], proof: [some] }, false],
    ['a smaller later tree', { sizes: [1, 0], roots: [some, some], proof: [] }, false],
    ['a smaller later tree with leaves', { sizes: [2, 1], roots: [some, some], proof: [] }, false],
    ['no proof', { sizes: [1, 2], roots: [some, some], proof: [] }, false],
    ['no proof from a size that is no power of two', { sizes: [3, 4], roots: [some, some], proof: [] }, false],
    ['equal sizes of zero with a proof', { sizes: [0, 0], roots: [some, some], proof: [some] }, false],
    ['equal sizes of one with a proof', { sizes: [1, 1], roots: [some, some], proof: [some] }, false],
  ])('answers for %s as the reference does', (_, { sizes, roots, proof }, expected) => {
    const [firstSize, secondSize] = sizes;
    const [firstRoot, secondRoot] = roots;
    expect(verifyConsistency({ firstSize, secondSize, firstRoot, secondRoot, proof })).toBe(expected);
  });

  it('takes no proof that is longer than the claimed sizes allow, though it leads to both roots', () => {
    const all = Array.from({ length: 8 }, (_, index) => leafHash(Uint8Array.of(index)));
    const [firstRoot, secondRoot] = [merkleRoot(all.slice(0, 7)), merkleRoot(all)];
    const claim = { firstSize: 7, firstRoot, secondSize: 8, secondRoot, proof: consistencyProof(all, 7) };
    expect(verifyConsistency(claim)).toBe(true);
    expect(verifyConsistency({ ...claim, firstSize: 3, secondSize: 4 })).toBe(false);
  });

  it('takes no tree in which an earlier leaf was changed', () => {
    const all = Array.from({ length: 40 }, (_, index) => leafHash(Uint8Array.of(index)));
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 40 }), fc.nat(), fc.nat(), (secondSize, first, changed) => {
        const firstSize = (first % (secondSize - 1)) + 1;
        const later = all.slice(0, secondSize).with(changed % firstSize, leafHash(Uint8Array.of(255)));
        const claim = {
          firstSize,
          firstRoot: merkleRoot(all.slice(0, firstSize)),
          secondSize,
          secondRoot: merkleRoot(later),
          proof: consistencyProof(later, firstSize),
        };
        expect(verifyConsistency(claim)).toBe(false);
      }),
    );
  });
});
