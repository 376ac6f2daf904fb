// SPDX-License-Identifier: Apache-2.0
import type { Columns } from './columns';
import type { SketchKey } from './sketchKey';

/** Finds the rows of a table in bytes that pass by, whatever the slices they come in. What it meets may be hostile. */
export interface RowReader {
  add(slice: Uint8Array): void;
  /** What ends without a sign of its end. */
  end(): void;
}

/** Where the rows that were found go. */
export interface RowsFound {
  readonly key: SketchKey;
  readonly columns: Columns;
  readonly onRow: (value: number) => void;
}
