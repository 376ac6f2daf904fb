// SPDX-License-Identifier: Apache-2.0
import { concat } from './bytes';
import { sha256 } from './digest';
import { RegistryError } from './errors';

/** A node of the tree: 32 bytes of SHA-256. */
export type MerkleHash = Uint8Array;

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** The hash of a leaf's bytes (RFC 9162 2.1.1); the leading zero keeps leaves and nodes apart. */
export const leafHash = (bytes: Uint8Array): MerkleHash => sha256(concat(LEAF, bytes));

/** The hash of an inner node over its two children (RFC 9162 2.1.1). */
export const nodeHash = (left: MerkleHash, right: MerkleHash): MerkleHash => sha256(concat(NODE, left, right));

/** The root of a tree without leaves: SHA-256 of nothing. */
export const emptyRoot = (): MerkleHash => sha256(new Uint8Array());

/** What is left of a tree when only appending matters: the roots of its perfect subtrees, largest first. */
export interface CompactRange {
  readonly size: number;
  readonly peaks: readonly MerkleHash[];
}

/** A growing Merkle tree that keeps O(log n) hashes. */
export interface MerkleTree {
  /** Adds one leaf by its {@link leafHash}. */
  readonly append: (hash: MerkleHash) => void;
  readonly root: () => MerkleHash;
  /** How many leaves it has. */
  readonly size: () => number;
  /** What {@link newMerkleTree} goes on from. */
  readonly range: () => CompactRange;
}

/** A size has one peak for each one in its binary digits. */
const assertRange = ({ size, peaks }: CompactRange): void => {
  const ones = Number.isSafeInteger(size) && size >= 0 ? size.toString(2).replaceAll('0', '').length : NaN;
  if (ones !== peaks.length) {
    throw new RegistryError('MERKLE_OUT_OF_RANGE', { name: 'peaks', value: peaks.length, size: String(size) });
  }
};

/**
 * A tree that leaves are appended to (RFC 9162 2.1).
 *
 * @param from - the range of an earlier tree to go on from; it is trusted, compare its root with what was stored
 * @throws RegistryError MERKLE_OUT_OF_RANGE for a range whose peaks do not fit its size
 */
export const newMerkleTree = (from: CompactRange = { size: 0, peaks: [] }): MerkleTree => {
  assertRange(from);
  let { size, peaks } = from;
  return {
    append: (hash): void => {
      // Each trailing one bit of the old size is a peak as high as what has been joined so far.
      let joined = hash;
      for (let rest = size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
        joined = peaks.slice(-1).reduce((right, left) => nodeHash(left, right), joined);
        peaks = peaks.slice(0, -1);
      }
      peaks = [...peaks, joined];
      size += 1;
    },
    root: (): MerkleHash => (size === 0 ? emptyRoot() : peaks.reduceRight((right, left) => nodeHash(left, right))),
    size: () => size,
    range: () => ({ size, peaks }),
  };
};

/** The root over all leaf hashes, in order (RFC 9162 2.1.1). */
export const merkleRoot = (leafHashes: Iterable<MerkleHash>): MerkleHash => {
  const tree = newMerkleTree();
  for (const hash of leafHashes) tree.append(hash);
  return tree.root();
};
