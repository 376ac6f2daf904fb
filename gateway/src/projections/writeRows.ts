// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import type { Insertable, Transaction } from 'kysely';
import type { Tables } from '../database/tables';
import type { BlockRows } from './rows';

/** PostgreSQL takes 65,535 parameters a statement; the widest row has 15. */
const ROWS_A_STATEMENT = 1_000;

/** The key of each table whose rows are written over. */
const KEYS = {
  cases: 'case_id',
  notices: 'notice_no',
  certificates: 'number',
  institutions: 'uscc',
  profiles: 'profile_id',
  calendars: 'calendar_id',
} as const;

/** Lists that belong to a record and are replaced with it. */
const LISTS = {
  case_parties: { owner: 'cases', key: 'case_id' },
  case_documents: { owner: 'cases', key: 'case_id' },
  certificate_holders: { owner: 'certificates', key: 'number' },
} as const;

const chunksOf = <T>(rows: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(rows.length / ROWS_A_STATEMENT) }, (_, index) =>
    rows.slice(index * ROWS_A_STATEMENT, (index + 1) * ROWS_A_STATEMENT),
  );

type Row = Readonly<Record<string, unknown>>;

const insert = async (
  transaction: Transaction<Tables>,
  table: keyof BlockRows,
  rows: readonly Row[],
): Promise<void> => {
  for (const chunk of chunksOf(rows)) {
    await transaction.insertInto(table).values(chunk).execute();
  }
};

const upsert = async (
  transaction: Transaction<Tables>,
  table: keyof typeof KEYS,
  rows: readonly Row[],
): Promise<void> => {
  const key = KEYS[table];
  for (const chunk of chunksOf(rows)) {
    const columns = Object.keys(chunk[0] ?? {}).filter((column) => column !== key);
    const updates = Object.fromEntries(columns.map((column) => [column, sql`excluded.${sql.ref(column)}`]));
    await transaction
      .insertInto(table)
      .values(chunk as unknown as Insertable<Tables[typeof table]>[])
      .onConflict((conflict) => conflict.column(key).doUpdateSet(updates))
      .execute();
  }
};

/** A commitment stays with the case that brought it first. */
const insertFirst = async (transaction: Transaction<Tables>, rows: BlockRows['case_commitments']): Promise<void> => {
  for (const chunk of chunksOf(rows)) {
    await transaction
      .insertInto('case_commitments')
      .values(chunk)
      .onConflict((conflict) => conflict.column('commitment').doNothing())
      .execute();
  }
};

const replaceList = async (
  transaction: Transaction<Tables>,
  table: keyof typeof LISTS,
  rows: BlockRows,
): Promise<void> => {
  const { owner, key } = LISTS[table];
  const owners = (rows[owner] as readonly Row[]).map((row) => row[key] as string);
  if (owners.length === 0) return;
  await sql`delete from ${sql.table(table)} where ${sql.ref(key)} = any(${owners})`.execute(transaction);
  await insert(transaction, table, rows[table]);
};

/** Writes the rows of a block over what was there. Events are only ever added: one that is there already is an error. */
export const writeRows = async (transaction: Transaction<Tables>, rows: BlockRows): Promise<void> => {
  for (const table of Object.keys(KEYS) as (keyof typeof KEYS)[]) {
    await upsert(transaction, table, rows[table]);
  }
  for (const table of Object.keys(LISTS) as (keyof typeof LISTS)[]) await replaceList(transaction, table, rows);
  await insert(transaction, 'events', rows.events);
  await insertFirst(transaction, rows.case_commitments);
};
