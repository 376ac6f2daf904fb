// SPDX-License-Identifier: Apache-2.0
import { createHmac, hkdfSync } from 'node:crypto';

/** What a token stands for. */
export type Kind = 'rows' | 'chunks' | 'schema';

/** Bytes of a token: 48 bits, so that among a hundred million of them two that differ hardly ever look alike. */
const TOKEN_BYTES = 6;

/**
 * The key under which registries compare what was filed with them. Two things hang on it: which rows and chunks of a
 * file stand for it, so that nobody without the key can choose rows that hide a copy; and how they are called, so that
 * nobody without the key learns anything from their names.
 */
export interface SketchKey {
  /** Tells keys apart; tokens under different keys say nothing of each other. */
  readonly id: string;
  /** Four odd numbers of 32 bits for the hashes of fields. */
  readonly seeds: readonly [number, number, number, number];
  /** A number of 32 bits for every byte, for the ends of chunks. */
  readonly gear: Uint32Array;
  /** Where a digest stands in the order that decides which ones stand for a file: an integer below 2^53. */
  order(digest: Uint8Array): number;
  /** What a value is called outside. */
  token(kind: Kind, value: number): string;
}

const derive = (secret: Uint8Array, purpose: string, bytes: number): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', `registry/sketch/${purpose}/1`, bytes));

/** Of four bytes at a time. */
const numbersIn = (bytes: Buffer): number[] =>
  Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readUInt32BE(index * 4));

const GEAR_BYTES = 4 * 256;

/** @param secret - at least 32 bytes that nobody but the registries has */
export const newSketchKey = (secret: Uint8Array): SketchKey => {
  const [orderKey, tokenKey] = [derive(secret, 'order', 32), derive(secret, 'token', 32)];
  const seeds = numbersIn(derive(secret, 'seeds', 16)).map((seed) => seed | 1);
  return {
    id: derive(secret, 'id', TOKEN_BYTES).toString('base64url'),
    seeds: seeds as unknown as SketchKey['seeds'],
    gear: Uint32Array.from(numbersIn(derive(secret, 'gear', GEAR_BYTES))),
    order: (digest) => Number(createHmac('sha256', orderKey).update(digest).digest().readBigUInt64BE() >> 11n),
    token: (kind, value) =>
      createHmac('sha256', tokenKey)
        .update(`${kind} ${String(value)}`)
        .digest()
        .subarray(0, TOKEN_BYTES)
        .toString('base64url'),
  };
};
