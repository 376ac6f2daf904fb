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
