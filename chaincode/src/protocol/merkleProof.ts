// SPDX-License-Identifier: Apache-2.0
import { RegistryError } from './errors';
import { merkleRoot } from './merkle';
import type { MerkleHash } from './merkle';

/** The largest power of two smaller than n, for n of at least 2. */
const splitOf = (n: number): number => {
  let half = 1;
  while (half * 2 < n) half *= 2;
  return half;
};

const assertWithin = (name: string, value: number, max: number): void => {
  if (!Number.isSafeInteger(value) || value < 0 || value > max) {
    throw new RegistryError('MERKLE_OUT_OF_RANGE', { name, value: String(value), max: String(max) });
  }
};

const pathOf = (hashes: readonly MerkleHash[], index: number): MerkleHash[] => {
  if (hashes.length <= 1) return [];
  const split = splitOf(hashes.length);
  const left = hashes.slice(0, split);
  const right = hashes.slice(split);
  return index < split
    ? [...pathOf(left, index), merkleRoot(right)]
    : [...pathOf(right, index - split), merkleRoot(left)];
};

/**
 * The path that leads from one leaf to the root (RFC 9162 2.1.3.1), in time linear in the number of leaves.
 *
 * @param leafHashes - all leaves of the tree, in order
 * @param index - which leaf, from 0
 * @throws RegistryError MERKLE_OUT_OF_RANGE
 */
export const inclusionProof = (leafHashes: readonly MerkleHash[], index: number): MerkleHash[] => {
  assertWithin('index', index, leafHashes.length - 1);
  return pathOf(leafHashes, index);
};

/** RFC 9162 2.1.4.1 SUBPROOF; `known` says that the verifier has the root of these very leaves. */
const subproofOf = (hashes: readonly MerkleHash[], first: number, known: boolean): MerkleHash[] => {
  if (first === hashes.length) return known ? [] : [merkleRoot(hashes)];
  const split = splitOf(hashes.length);
  const left = hashes.slice(0, split);
  const right = hashes.slice(split);
  return first <= split
    ? [...subproofOf(left, first, known), merkleRoot(right)]
    : [...subproofOf(right, first - split, false), merkleRoot(left)];
};

/**
 * The proof that the tree of the first leaves was only appended to (RFC 9162 2.1.4.1).
 *
 * @param leafHashes - all leaves of the later tree, in order
 * @param firstSize - how many of them the earlier tree had, at least 1
 * @throws RegistryError MERKLE_OUT_OF_RANGE; nothing can be proved of an empty tree
 */
export const consistencyProof = (leafHashes: readonly MerkleHash[], firstSize: number): MerkleHash[] => {
  assertWithin('firstSize', firstSize - 1, leafHashes.length - 1);
  return subproofOf(leafHashes, firstSize, true);
};
