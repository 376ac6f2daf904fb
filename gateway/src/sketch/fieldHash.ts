// SPDX-License-Identifier: Apache-2.0
import type { SketchKey } from './sketchKey';

/** Scatters a number of 32 bits over all of them (the finalizer of MurmurHash3). */
const scatter = (value: number): number => {
  let mixed = value ^ (value >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
};

const joined = (high: number, low: number): number => (scatter(high) >>> 0) * 2 ** 21 + (scatter(low ^ high) >>> 11);

const SPACE = 0x20;

/** Which bytes are among some characters: 1 at each of theirs. */
export const bytesOf = (characters: string): Uint8Array =>
  Uint8Array.from({ length: 256 }, (_, byte) => (characters.includes(String.fromCharCode(byte)) ? 1 : 0));

export const BLANKS = ' \t';
const IS_BLANK = bytesOf(BLANKS);
const OF_NUMBERS = bytesOf('+-.0123456789Ee');
const SMALL = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte));

/**
 * The hash of one field, byte by byte and without keeping any: two lanes of FNV-1a under secret numbers. Capital letters
 * of ASCII and blanks make no difference. It is quick and good enough to choose rows by; what leaves the house is an
 * HMAC of it.
 */
export class FieldHash {
  readonly #begin: number;
  readonly #otherBegin: number;
  readonly #factor: number;
  readonly #otherFactor: number;
  #one: number;
  #other: number;
  #hasGap = false;
  /** Bytes that count. */
  length = 0;
  isNumber = true;

  constructor({ seeds }: SketchKey) {
    [this.#begin, this.#otherBegin, this.#factor, this.#otherFactor] = seeds;
    this.#one = this.#begin;
    this.#other = this.#otherBegin;
  }

  add(byte: number): void {
    if (IS_BLANK[byte] === 1) {
      this.#hasGap = this.length > 0;
      return;
    }
    this.#fillGap();
    this.#absorb(SMALL[byte] as number);
    if (OF_NUMBERS[byte] === 0) this.isNumber = false;
  }

  /**
   * Adds bytes up to one that ends the run. Every byte of a table comes through here: what the loop needs is at hand.
   *
   * @param ends - 1 at each byte that ends it; blanks must be among them
   * @returns the place of that byte, or the length of the slice
   */
  addUntil(slice: Uint8Array, from: number, ends: Uint8Array): number {
    if (from < slice.length && ends[slice[from] as number] === 0) this.#fillGap();
    const factor = this.#factor;
    const otherFactor = this.#otherFactor;
    let one = this.#one;
    let other = this.#other;
    let ofNumbers = 1;
    let at = from;
    for (; at < slice.length; at += 1) {
      const byte = slice[at] as number;
      if (ends[byte] === 1) break;
      one = Math.imul(one ^ (SMALL[byte] as number), factor);
      other = Math.imul(other ^ (SMALL[byte] as number), otherFactor);
      ofNumbers &= OF_NUMBERS[byte] as number;
    }
    this.#one = one;
    this.#other = other;
    this.length += at - from;
    if (ofNumbers === 0) this.isNumber = false;
    return at;
  }

  reset(): void {
    this.#one = this.#begin;
    this.#other = this.#otherBegin;
    this.#hasGap = false;
    this.length = 0;
    this.isNumber = true;
  }

  /** An integer below 2^53. */
  value(): number {
    return joined(this.#one, this.#other);
  }

  get high(): number {
    return scatter(this.#one);
  }

  get low(): number {
    return scatter(this.#other ^ this.#one);
  }

  /** Blanks inside count as one. */
  #fillGap(): void {
    if (this.#hasGap) this.#absorb(SPACE);
    this.#hasGap = false;
  }

  #absorb(byte: number): void {
    this.#one = Math.imul(this.#one ^ byte, this.#factor);
    this.#other = Math.imul(this.#other ^ byte, this.#otherFactor);
    this.length += 1;
  }
}

/** Rows of fewer bytes than this stand in too many tables to tell one from another. */
const LEAST_BYTES = 8;

/** The hash of a row: of its fields in any order, without their names, so that neither hides a copy. */
export class RowHash {
  #high = 0;
  #low = 0;
  #bytes = 0;

  add(field: FieldHash): void {
    this.#high = (this.#high + field.high) | 0;
    this.#low = (this.#low + field.low) | 0;
    this.#bytes += field.length;
  }

  /** Ends the row. @returns undefined for one that says too little */
  take(): number | undefined {
    const value = this.#bytes < LEAST_BYTES ? undefined : joined(this.#high, this.#low);
    this.#high = 0;
    this.#low = 0;
    this.#bytes = 0;
    return value;
  }
}
