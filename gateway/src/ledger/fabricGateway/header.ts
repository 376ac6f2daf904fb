// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';

/** A definite length, one byte or more (X.690 8.1.3). */
function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const hex = length.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes]);
}

const element = (tag: number, content: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content]);

function integer(value: number): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  return element(2, (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);
}

export interface Header {
  readonly number: number;
  readonly previousHash: Uint8Array;
  readonly dataHash: Uint8Array;
}

/** The hash that the next block names: SHA-256 of SEQUENCE {INTEGER number, OCTET STRING previous, OCTET STRING data}. */
export function headerHash({ number, previousHash, dataHash }: Header): Buffer {
  const content = Buffer.concat([integer(number), element(4, previousHash), element(4, dataHash)]);
  return createHash('sha256').update(element(0x30, content)).digest();
}

/** The hash of a block's data: SHA-256 of its envelopes, one after the other. */
export function dataHashOf(envelopes: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const envelope of envelopes) hash.update(envelope);
  return hash.digest();
}
