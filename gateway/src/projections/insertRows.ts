// SPDX-License-Identifier: Apache-2.0
import { CompiledQuery } from 'kysely';
import type { Transaction } from 'kysely';
import type { Tables } from '../database/tables';
import type { BlockRows } from './rows';

/** Rows go to the database as one text; this many of the widest are a few megabytes. */
const ROWS_A_STATEMENT = 1_000;

type Row = Readonly<Record<string, unknown>>;

/** Where rows go, and what becomes of one whose key is there already. */
export interface Insertion {
  readonly table: keyof BlockRows;
  /** In SQL; without it, a key that is there is an error. */
  readonly onConflict?: string;
  readonly returning?: readonly string[];
}

const chunksOf = <T>(rows: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(rows.length / ROWS_A_STATEMENT) }, (_, index) =>
    rows.slice(index * ROWS_A_STATEMENT, (index + 1) * ROWS_A_STATEMENT),
  );

const textOf = ({ table, onConflict, returning }: Insertion, columns: readonly string[]): string =>
  [
    `insert into ${table} (${columns.join(', ')})`,
    `select ${columns.join(', ')} from json_populate_recordset(null::${table}, $1::json)`,
    ...(onConflict === undefined ? [] : [`on conflict ${onConflict}`]),
    ...(returning === undefined ? [] : [`returning ${returning.join(', ')}`]),
  ].join(' ');

/**
 * Writes any number of rows by a statement whose text is always the same, so that the database plans it once.
 *
 * @param rows - all with the same columns
 * @returns what `returning` asks for, of the rows that were written
 */
export const insertRows = async <R>(
  transaction: Transaction<Tables>,
  insertion: Insertion,
  rows: readonly object[],
): Promise<R[]> => {
  const returned: R[] = [];
  for (const chunk of chunksOf(rows)) {
    const text = textOf(insertion, Object.keys(chunk[0] as Row));
    const result = await transaction.executeQuery<R>(CompiledQuery.raw(text, [JSON.stringify(chunk)]));
    returned.push(...result.rows);
  }
  return returned;
};

/** What becomes of a row whose key is there: all other columns are written over. */
export const writtenOver = (key: string, row: object): string => {
  const columns = Object.keys(row).filter((column) => column !== key);
  return `(${key}) do update set ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}`;
};
