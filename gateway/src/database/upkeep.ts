// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import type { Database } from './openDatabase';

const tablesOf = async (database: Database): Promise<string[]> => {
  const { rows } = await sql<{ name: string }>`select tablename as name from pg_tables
    where schemaname = 'public' order by tablename`.execute(database);
  return rows.map(({ name }) => name);
};

/**
 * Does once what a PostgreSQL server does by itself and PGlite never: removes rows that were written over and counts
 * what is there, without which no statement is planned well. Table by table, since others wait meanwhile.
 */
export const tend = async (database: Database): Promise<void> => {
  for (const table of await tablesOf(database)) await sql`vacuum (analyze) ${sql.table(table)}`.execute(database);
};

/** Growth beyond which what was counted says too little: a plan for a few rows reads all of many. */
const GROWN = 1.5;
/** Tables smaller than this, in bytes, are read whole by any plan. */
const SMALL = 1_048_576;
/** Milliseconds after which the tables are tended though they have not grown: rows are written over, too. */
const HOUR = 3_600_000;

const bytesOf = async (database: Database): Promise<number> => {
  const { rows } = await sql<{
    bytes: number;
  }>`select coalesce(sum(pg_relation_size(format('%I', tablename)::regclass)), 0)::float8
    as bytes from pg_tables where schemaname = 'public'`.execute(database);
  return rows[0]?.bytes ?? 0;
};

/**
 * Tends a database where that is due: its statements are prepared once, and only what is counted anew has them planned anew.
 *
 * @param now - milliseconds of a clock that never goes back
 * @returns what looks whether it is due, and says whether it was
 */
export const tendingWhenDue = (database: Database, now: () => number): (() => Promise<boolean>) => {
  let last: { readonly bytes: number; readonly at: number } | undefined;
  return async () => {
    const bytes = await bytesOf(database);
    const isDue = last === undefined || bytes > GROWN * last.bytes + SMALL || now() - last.at >= HOUR;
    if (isDue) {
      await tend(database);
      last = { bytes, at: now() };
    }
    return isDue;
  };
};
