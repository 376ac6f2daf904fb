// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';

/** The digests of a file, and the RFC 9162 Merkle root over its chunks. */
export interface Fingerprint {
  readonly sha256: string;
  readonly sm3: string;
  readonly merkleRoot: string;
  readonly chunkBytes: number;
  readonly bytes: number;
}

const digest = (algorithm: string, ...parts: Uint8Array[]): Buffer =>
  parts.reduce((hash, part) => hash.update(part), createHash(algorithm)).digest();

/** RFC 9162 section 2.1.1: the left part holds the largest power of two that is smaller than the whole. */
const merkleRoot = (leaves: readonly Buffer[]): Buffer => {
  const [first] = leaves;
  if (!first) return digest('sha256');
  if (leaves.length === 1) return first;
  const split = 2 ** Math.floor(Math.log2(leaves.length - 1));
  return digest('sha256', Buffer.of(1), merkleRoot(leaves.slice(0, split)), merkleRoot(leaves.slice(split)));
};

/**
 * Computes what the vault should answer for the same bytes, on our own and with other code, so that the two can be
 * compared.
 * @param chunkBytes size of a chunk in bytes; the last one may be shorter
 */
export const fingerprintOf = (bytes: Buffer, chunkBytes: number): Fingerprint => {
  const count = Math.max(1, Math.ceil(bytes.length / chunkBytes));
  const chunks = Array.from({ length: count }, (_, index) =>
    bytes.subarray(index * chunkBytes, (index + 1) * chunkBytes),
  );
  return {
    sha256: digest('sha256', bytes).toString('hex'),
    sm3: digest('sm3', bytes).toString('hex'),
    merkleRoot: merkleRoot(chunks.map((chunk) => digest('sha256', Buffer.of(0), chunk))).toString('hex'),
    chunkBytes,
    bytes: bytes.length,
  };
};

/** The names of the differences between two fingerprints; none where they are of the same bytes. */
export const differences = (one: Fingerprint, other: Fingerprint): string[] =>
  (Object.keys(one) as (keyof Fingerprint)[]).filter((name) => one[name] !== other[name]);
