// SPDX-License-Identifier: Apache-2.0
import { CHUNKS_AND_ROWS, ROWS_IN_SKETCH } from '@registry/chaincode/protocol';
import type { Sketch } from '@registry/chaincode/protocol';
import { BottomK } from './bottomK';
import { Chunker } from './chunker';
import { Columns } from './columns';
import { DelimitedRows } from './delimitedRows';
import { JsonRows } from './jsonRows';
import { rowFormatOf } from './rowFormat';
import type { RowReader, RowsFound } from './rows';
import type { Kind, SketchKey } from './sketchKey';

const newRowReader = (head: Uint8Array, found: RowsFound): RowReader | undefined => {
  const format = rowFormatOf(head);
  if (format === undefined) return undefined;
  if (format.kind === 'delimited') return new DelimitedRows(found, format.delimiter);
  return new JsonRows(found, { isLines: format.kind === 'lines' });
};

/** The byte order mark of UTF-8 belongs to no field. */
const withoutMark = (head: Uint8Array): Uint8Array =>
  head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? head.subarray(3) : head;

/**
 * Gathers what stands for a file while it passes by: some of its rows, some of its chunks, its columns. It keeps no part
 * of the file, and no more than it keeps of a small one.
 */
export class Sketcher {
  readonly #key: SketchKey;
  readonly #rows = new BottomK(ROWS_IN_SKETCH);
  readonly #chunks = new BottomK(CHUNKS_AND_ROWS);
  readonly #columns = new Columns();
  readonly #chunker: Chunker;
  #reader: RowReader | undefined;
  #hasBegun = false;

  constructor(key: SketchKey) {
    this.#key = key;
    this.#chunker = new Chunker(key, (digest) => {
      this.#chunks.offer(key.order(digest));
    });
  }

  /** @param slice - the first one tells by its beginning what the file is */
  add(slice: Uint8Array): void {
    this.#chunker.add(slice);
    this.#addRows(slice);
  }

  end(): Sketch {
    this.#chunker.end();
    this.#reader?.end();
    const rows = this.#rows.values();
    const chunks = this.#chunks.values().slice(0, CHUNKS_AND_ROWS - rows.length);
    const named = (kind: Kind, values: readonly number[]): string =>
      values.map((value) => this.#key.token(kind, value)).join('');
    return {
      keyId: this.#key.id,
      rows: named('rows', rows),
      chunks: named('chunks', chunks),
      schema: named('schema', this.#columns.values()),
    };
  }

  #addRows(slice: Uint8Array): void {
    if (this.#hasBegun) {
      this.#reader?.add(slice);
      return;
    }
    this.#hasBegun = true;
    const onRow = (value: number): void => {
      this.#rows.offer(value);
    };
    this.#reader = newRowReader(slice, { key: this.#key, columns: this.#columns, onRow });
    this.#reader?.add(withoutMark(slice));
  }
}
