// SPDX-License-Identifier: Apache-2.0
import { BLANKS, bytesOf, FieldHash, RowHash } from './fieldHash';
import type { RowReader, RowsFound } from './rows';

const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** So many rows tell of what type a column is. */
const TYPED_ROWS = 100;
const MOST_NAMES = 1_000;
/** What ends a run of bytes between quotes, and what does elsewhere beside the delimiter. */
const IN_QUOTES = `"${BLANKS}`;
const OUTSIDE = `${IN_QUOTES}\r\n`;

/** The rows of a text in which one byte separates fields (RFC 4180, with any separator). */
export class DelimitedRows implements RowReader {
  readonly #found: RowsFound;
  readonly #delimiter: number;
  readonly #endsInQuotes = bytesOf(IN_QUOTES);
  readonly #endsOutside: Uint8Array;
  readonly #field: FieldHash;
  readonly #row = new RowHash();
  /** Of the first row, while it may be the names. */
  #names: { readonly name: number; readonly isNumber: boolean }[] = [];
  #rows = 0;
  #column = 0;
  #isQuoted = false;
  #wasQuote = false;

  constructor(found: RowsFound, delimiter: number) {
    this.#found = found;
    this.#delimiter = delimiter;
    this.#endsOutside = bytesOf(OUTSIDE + String.fromCharCode(delimiter));
    this.#field = new FieldHash(found.key);
  }

  add(slice: Uint8Array): void {
    for (let from = 0; from < slice.length;) {
      const end = this.#field.addUntil(slice, from, this.#isQuoted ? this.#endsInQuotes : this.#endsOutside);
      if (end > from) this.#wasQuote = false;
      if (end < slice.length) this.#read(slice[end] as number);
      from = end + 1;
    }
  }

  end(): void {
    this.#endRow();
  }

  #read(byte: number): void {
    if (byte === QUOTE) this.#readQuote();
    else if (this.#isQuoted) this.#field.add(byte);
    else this.#readPlain(byte);
  }

  /** One opens a field or ends what it opened; two stand for one. */
  #readQuote(): void {
    if (this.#isQuoted || this.#wasQuote || this.#field.length === 0) {
      if (this.#wasQuote) this.#field.add(QUOTE);
      this.#wasQuote = this.#isQuoted;
      this.#isQuoted = !this.#isQuoted;
    } else this.#field.add(QUOTE);
  }

  #readPlain(byte: number): void {
    this.#wasQuote = false;
    if (byte === this.#delimiter) this.#endField();
    else if (byte === LINE_FEED || byte === CARRIAGE_RETURN) this.#endRow();
    else this.#field.add(byte);
  }

  #endField(): void {
    if (this.#rows === 0) this.#readName();
    else if (this.#rows <= TYPED_ROWS) this.#readType();
    if (this.#field.length > 0) this.#row.add(this.#field);
    this.#field.reset();
    this.#column += 1;
  }

  #readName(): void {
    const { length, isNumber } = this.#field;
    if (this.#names.length < MOST_NAMES)
      this.#names.push({ name: this.#field.value(), isNumber: length > 0 && isNumber });
  }

  #readType(): void {
    const name = this.#names[this.#column]?.name;
    if (name !== undefined && this.#field.length > 0) this.#found.columns.see(name, this.#field.isNumber);
  }

  #endRow(): void {
    if (this.#column === 0 && this.#field.length === 0) return;
    this.#endField();
    const value = this.#row.take();
    // Numbers are no names: then the first row is a row like others.
    const isHeader = this.#rows === 0 && !this.#names.some(({ isNumber }) => isNumber);
    if (this.#rows === 0 && !isHeader) this.#names = [];
    if (!isHeader && value !== undefined) this.#found.onRow(value);
    this.#rows += 1;
    this.#column = 0;
  }
}
