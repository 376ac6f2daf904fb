// SPDX-License-Identifier: Apache-2.0
import { bytesOf, FieldHash, RowHash } from './fieldHash';
import { JsonText } from './jsonText';
import type { RowReader, RowsFound } from './rows';

const byteOf = (character: string): number => character.charCodeAt(0);
const ARRAY = byteOf('[');
const OBJECT = byteOf('{');
const QUOTE = byteOf('"');

/** What a byte outside of a string does. */
const STEPS = {
  [ARRAY]: 'open',
  [OBJECT]: 'open',
  [byteOf(']')]: 'close',
  [byteOf('}')]: 'close',
  [QUOTE]: 'quote',
  [byteOf(':')]: 'name',
  [byteOf(',')]: 'value',
  [byteOf(' ')]: 'blank',
  [byteOf('\t')]: 'blank',
  [byteOf('\n')]: 'blank',
  [byteOf('\r')]: 'blank',
} as const satisfies Readonly<Record<number, string>>;
const STEP_OF = Array.from({ length: 256 }, (_, byte) => STEPS[byte]);

const ENDS = bytesOf(String.fromCharCode(...Object.keys(STEPS).map(Number)));

/** `null` says what an empty field says. */
const NULL = Array.from('null', byteOf);

/**
 * The rows of JSON, without building it: the elements of the array that is the text, or of one directly in the object
 * that is the text (as `features` of GeoJSON); or of lines, each of them. A row's fields are all values inside, however
 * deep. Whether the text is JSON at all is not asked.
 */
export class JsonRows implements RowReader {
  readonly #found: RowsFound;
  readonly #isLines: boolean;
  readonly #field: FieldHash;
  readonly #text: JsonText;
  readonly #null: number;
  readonly #row = new RowHash();
  /** What the outermost two are, array or object. */
  readonly #outer: number[] = [];
  #name: number | undefined;
  #depth = 0;
  /** The depth inside the row that is being read; 0 outside of rows. */
  #rowDepth = 0;

  constructor(found: RowsFound, { isLines }: { readonly isLines: boolean }) {
    this.#found = found;
    this.#isLines = isLines;
    this.#field = new FieldHash(found.key);
    this.#text = new JsonText(this.#field);
    for (const byte of NULL) this.#field.add(byte);
    this.#null = this.#field.value();
    this.#field.reset();
  }

  add(slice: Uint8Array): void {
    for (let from = 0; from < slice.length;) {
      const end = this.#text.isOpen ? this.#text.addUntil(slice, from) : this.#field.addUntil(slice, from, ENDS);
      if (end < slice.length) this.#read(slice[end] as number);
      from = end + 1;
    }
  }

  /** What is cut off is no row. */
  end(): void {
    this.#field.reset();
  }

  #read(byte: number): void {
    if (this.#text.isOpen) {
      this.#text.add(byte);
      return;
    }
    switch (STEP_OF[byte]) {
      case undefined:
        this.#field.add(byte);
        break;
      case 'quote':
        this.#text.open();
        break;
      case 'open':
        this.#open(byte);
        break;
      case 'close':
        this.#close();
        break;
      case 'name':
        this.#name = this.#field.value();
        this.#forget();
        break;
      case 'value':
        this.#endValue();
        break;
      default:
    }
  }

  #open(byte: number): void {
    this.#forget();
    if (this.#rowDepth === 0 && this.#isPlaceOfRows(byte)) this.#rowDepth = this.#depth + 1;
    if (this.#depth < 2) this.#outer[this.#depth] = byte;
    this.#depth += 1;
  }

  #isPlaceOfRows(byte: number): boolean {
    if (this.#isLines) return this.#depth === 0 && byte === OBJECT;
    const [first, second] = this.#outer;
    return (this.#depth === 1 && first === ARRAY) || (this.#depth === 2 && first === OBJECT && second === ARRAY);
  }

  #close(): void {
    this.#endValue();
    if (this.#depth > 0) this.#depth -= 1;
    if (this.#rowDepth <= this.#depth) return;
    this.#rowDepth = 0;
    const value = this.#row.take();
    if (value !== undefined) this.#found.onRow(value);
  }

  #endValue(): void {
    const field = this.#field;
    const isNull = !this.#text.wasText && field.value() === this.#null;
    if (this.#rowDepth > 0 && field.length > 0 && !isNull) {
      this.#row.add(field);
      if (this.#name !== undefined) this.#found.columns.see(this.#name, field.isNumber);
    }
    this.#forget();
  }

  /** What was read belongs to no value. */
  #forget(): void {
    this.#field.reset();
    this.#text.wasText = false;
  }
}
