// SPDX-License-Identifier: Apache-2.0
import { BLANKS as SPACES, bytesOf } from './fieldHash';
import type { FieldHash } from './fieldHash';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const CODE = 'u'.charCodeAt(0);
const SPACE = 0x20;
const ENDS = bytesOf(`"\\${SPACES}`);
const BLANKS = Array.from('nrtbf', (letter) => letter.charCodeAt(0));
const DIGITS = 4;

/** The text of JSON strings, unescaped on the way: one program writes 登, another \u767b. */
export class JsonText {
  readonly #field: FieldHash;
  #isEscaped = false;
  /** Hexadecimal digits of a code that are still to come. */
  #missing = 0;
  #code = 0;
  /** The first half of a character beyond the basic plane. */
  #high = 0;
  isOpen = false;
  /** Whether a string was read since somebody last said that none was. */
  wasText = false;

  constructor(field: FieldHash) {
    this.#field = field;
  }

  open(): void {
    this.isOpen = true;
    this.wasText = true;
  }

  /** Adds what needs no look at single bytes. @returns the place of one that does, or the length of the slice */
  addUntil(slice: Uint8Array, from: number): number {
    return this.#missing > 0 || this.#isEscaped ? from : this.#field.addUntil(slice, from, ENDS);
  }

  add(byte: number): void {
    if (this.#missing > 0) this.#addDigit(byte);
    else if (this.#isEscaped) this.#addEscaped(byte);
    else if (byte === BACKSLASH) this.#isEscaped = true;
    else if (byte === QUOTE) this.isOpen = false;
    else this.#field.add(byte);
  }

  #addEscaped(byte: number): void {
    this.#isEscaped = false;
    if (byte === CODE) [this.#missing, this.#code] = [DIGITS, 0];
    else this.#field.add(BLANKS.includes(byte) ? SPACE : byte);
  }

  #addDigit(byte: number): void {
    const digit = Number.parseInt(String.fromCharCode(byte), 16);
    this.#code = this.#code * 16 + (Number.isNaN(digit) ? 0 : digit);
    this.#missing -= 1;
    if (this.#missing === 0) this.#addCode(this.#code);
  }

  #addCode(code: number): void {
    const isHigh = code >= 0xd800 && code < 0xdc00;
    if (isHigh) {
      this.#high = code;
      return;
    }
    const text = this.#high === 0 ? String.fromCharCode(code) : String.fromCharCode(this.#high, code);
    this.#high = 0;
    for (const byte of Buffer.from(text)) this.#field.add(byte);
  }
}
