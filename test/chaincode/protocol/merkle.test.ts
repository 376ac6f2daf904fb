// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { fromHex, toHex } from '../../../chaincode/src/protocol/bytes';
import { emptyRoot, leafHash, merkleRoot, newMerkleTree, nodeHash } from '../../../chaincode/src/protocol/merkle';
import type { MerkleHash } from '../../../chaincode/src/protocol/merkle';
import { codeOf } from '../../support/refusal';
import { readVectors } from '../../support/vectors';

const vectors = readVectors('merkle.json') as { emptyRoot: string; leaves: string[]; roots: string[] };
const leaves = vectors.leaves.map((leaf) => leafHash(fromHex(leaf)));

/** RFC 9162 2.1.1 word by word, as a second opinion. */
const recursiveRoot = (hashes: MerkleHash[]): MerkleHash => {
  if (hashes.length <= 1) return hashes[0] ?? emptyRoot();
  const split = 2 ** (Math.ceil(Math.log2(hashes.length)) - 1);
  return nodeHash(recursiveRoot(hashes.slice(0, split)), recursiveRoot(hashes.slice(split)));
};
const hashes = (max: number): fc.Arbitrary<MerkleHash[]> =>
  fc.integer({ min: 0, max }).map((size) => Array.from({ length: size }, (_, index) => leafHash(Uint8Array.of(index))));

describe('the Merkle tree', () => {
  it('has the published roots at each size', () => {
    const tree = newMerkleTree();
    expect(toHex(tree.root())).toBe(vectors.emptyRoot);
    const roots = leaves.map((leaf) => {
      tree.append(leaf);
      return toHex(tree.root());
    });
    expect(roots).toEqual(vectors.roots);
    expect(tree.size()).toBe(8);
  });

  it('has the root that the recursive definition gives', () => {
    fc.assert(
      fc.property(hashes(130), (all) => {
        expect(toHex(merkleRoot(all))).toBe(toHex(recursiveRoot(all)));
      }),
    );
  });

  it('goes on from a stored range as if it had never stopped', () => {
    fc.assert(
      fc.property(hashes(70), fc.nat(70), (all, at) => {
        const first = newMerkleTree();
        all.slice(0, at).forEach(first.append);
        const kept = first.range();
        const second = newMerkleTree(kept);
        all.slice(at).forEach(second.append);
        expect(toHex(second.root())).toBe(toHex(merkleRoot(all)));
        expect(second.size()).toBe(all.length);
        expect(first.range()).toEqual(kept);
      }),
    );
  });

  it('keeps no more hashes than its size has binary ones', () => {
    const tree = newMerkleTree();
    for (let size = 1; size <= 1024; size += 1) tree.append(leafHash(Uint8Array.of(size & 255)));
    expect(tree.range().peaks).toHaveLength(1);
    tree.append(leafHash(Uint8Array.of(1)));
    expect(tree.range().peaks).toHaveLength(2);
  });

  it('tells a leaf from a node over the same bytes', () => {
    const [left, right] = [leafHash(Uint8Array.of(1)), leafHash(Uint8Array.of(2))];
    expect(toHex(leafHash(Uint8Array.from([...left, ...right])))).not.toBe(toHex(nodeHash(left, right)));
  });

  it.each([
    [{ size: 3, peaks: leaves.slice(0, 1) }],
    [{ size: 0, peaks: leaves.slice(0, 1) }],
    [{ size: 1, peaks: [] }],
    [{ size: -1, peaks: leaves.slice(0, 1) }],
    [{ size: 1.5, peaks: leaves.slice(0, 1) }],
    [{ size: NaN, peaks: [] }],
  ])('refuses to go on from peaks that do not fit the size: case %#', (range) => {
    expect(codeOf(() => newMerkleTree(range))).toBe('MERKLE_OUT_OF_RANGE');
  });
});
