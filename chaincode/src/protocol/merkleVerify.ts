// SPDX-License-Identifier: Apache-2.0
import { equalBytes } from './bytes';
import { nodeHash } from './merkle';
import type { MerkleHash } from './merkle';

/** A claim that a leaf stands in a tree; every part of it may come from an attacker, but for the root. */
export interface InclusionClaim {
  readonly leafHash: MerkleHash;
  readonly index: number;
  readonly size: number;
  readonly proof: readonly MerkleHash[];
  readonly root: MerkleHash;
}

/** A claim that an earlier tree is the beginning of a later one. */
export interface ConsistencyClaim {
  readonly firstSize: number;
  readonly firstRoot: MerkleHash;
  readonly secondSize: number;
  readonly secondRoot: MerkleHash;
  readonly proof: readonly MerkleHash[];
}

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
const areHashes = (hashes: readonly Uint8Array[]): boolean => hashes.every((hash) => hash.length === 32);
const isOdd = (value: number): boolean => value % 2 === 1;
const half = (value: number): number => Math.floor(value / 2);

/** Where a walk from a node towards the root stands: RFC 9162's fn and sn, by division since they may pass 2^31. */
interface Walk {
  node: number;
  last: number;
}

/** Whether the next hash of the proof stands left of the node reached so far; moves up past levels without a sibling. */
const siblingIsLeft = (walk: Walk): boolean => {
  if (!isOdd(walk.node) && walk.node !== walk.last) return false;
  while (!isOdd(walk.node) && walk.node !== 0) moveUp(walk);
  return true;
};

const moveUp = (walk: Walk): void => {
  walk.node = half(walk.node);
  walk.last = half(walk.last);
};

/**
 * Whether a leaf stands at an index of the tree with this size and root (RFC 9162 2.1.3.2).
 *
 * @returns false for whatever does not prove it, be it malformed or wrong
 */
export const verifyInclusion = ({ leafHash, index, size, proof, root }: InclusionClaim): boolean => {
  if (!isCount(index) || !isCount(size) || index >= size || !areHashes([leafHash, root, ...proof])) return false;
  const walk = { node: index, last: size - 1 };
  let reached = leafHash;
  for (const sibling of proof) {
    if (walk.last === 0) return false;
    reached = siblingIsLeft(walk) ? nodeHash(sibling, reached) : nodeHash(reached, sibling);
    moveUp(walk);
  }
  return walk.last === 0 && equalBytes(reached, root);
};

/** Joins the proof to both roots at once (RFC 9162 2.1.4.2 steps 3 to 6). */
const joinsBoth = (claim: ConsistencyClaim, start: MerkleHash, rest: readonly MerkleHash[]): boolean => {
  const walk = { node: claim.firstSize - 1, last: claim.secondSize - 1 };
  while (isOdd(walk.node)) moveUp(walk);
  let [first, second] = [start, start];
  for (const hash of rest) {
    if (walk.last === 0) return false;
    const isLeft = siblingIsLeft(walk);
    if (isLeft) first = nodeHash(hash, first);
    second = isLeft ? nodeHash(hash, second) : nodeHash(second, hash);
    moveUp(walk);
  }
  return walk.last === 0 && equalBytes(first, claim.firstRoot) && equalBytes(second, claim.secondRoot);
};

const isPowerOfTwo = (value: number): boolean => {
  let rest = value;
  while (!isOdd(rest)) rest = half(rest);
  return rest === 1;
};

/**
 * Whether the later tree has all leaves of the earlier one at its beginning (RFC 9162 2.1.4.2).
 *
 * @returns false for whatever does not prove it; an earlier tree without leaves proves nothing
 */
export const verifyConsistency = (claim: ConsistencyClaim): boolean => {
  const { firstSize, firstRoot, secondSize, secondRoot, proof } = claim;
  if (!isCount(firstSize) || !isCount(secondSize) || !areHashes([firstRoot, secondRoot, ...proof])) return false;
  if (firstSize === secondSize) return proof.length === 0 && equalBytes(firstRoot, secondRoot);
  if (firstSize === 0 || firstSize > secondSize) return false;
  const [start, ...rest] = isPowerOfTwo(firstSize) ? [firstRoot, ...proof] : proof;
  return start !== undefined && joinsBoth(claim, start, rest);
};
