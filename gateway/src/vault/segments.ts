// SPDX-License-Identifier: Apache-2.0
import { createCipheriv, createDecipheriv, type CipherGCM } from 'node:crypto';
import { Undecryptable } from './keyring';

/**
 * An encrypted file: segments of at most 1 MiB clear text, each AES-256-GCM under the file's own key with the segment's
 * number as its nonce and followed by its tag; then an empty last segment, marked as such, whose tag covers the length
 * of the whole. Segments can thus neither be exchanged nor dropped, and reading needs no more memory than one of them.
 */
export const SEGMENT_BYTES = 1_048_576;
export const TAG_BYTES = 16;

const nonceOf = (index: number, isLast: boolean): Buffer => {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(isLast ? 1 : 0, 4);
  nonce.writeUInt32BE(index, 8);
  return nonce;
};

const lengthOf = (bytes: number): Buffer => {
  const length = Buffer.alloc(8);
  length.writeBigUInt64BE(BigInt(bytes));
  return length;
};

/** The length of the file on disk for so many clear bytes. */
export const storedLength = (bytes: number): number => bytes + TAG_BYTES * (Math.ceil(bytes / SEGMENT_BYTES) + 1);

export const newSegmentCipher = (key: Uint8Array, index: number): CipherGCM =>
  createCipheriv('aes-256-gcm', key, nonceOf(index, false));

/** The mark at the end, after `segments` segments. */
export function lastTag(key: Uint8Array, segments: number, bytes: number): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonceOf(segments, true)).setAAD(lengthOf(bytes));
  cipher.final();
  return cipher.getAuthTag();
}

/** @throws Undecryptable */
export function openSegment(key: Uint8Array, index: number, stored: Buffer): Buffer {
  const end = stored.length - TAG_BYTES;
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(index, false)).setAuthTag(stored.subarray(end));
  const clear = decipher.update(stored.subarray(0, end));
  try {
    decipher.final();
  } catch (cause) {
    throw new Undecryptable(`Segment ${index} was changed`, { cause });
  }
  return clear;
}
