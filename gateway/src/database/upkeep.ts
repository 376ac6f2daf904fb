// SPDX-License-Identifier: Apache-2.0
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Database } from './openDatabase';

const HOUR = 3_600_000;

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

export interface Upkeep {
  /** Comes back when nothing is under way any more. */
  stop(): Promise<void>;
}

/**
 * Tends an embedded database every hour.
 *
 * @param onFailure - told of an attempt that failed; the next one comes an hour later
 */
export const keepTended = (database: Database, onFailure: (error: unknown) => void, everyMs: number = HOUR): Upkeep => {
  const stop = new AbortController();
  const run = async (): Promise<void> => {
    for (;;) {
      await delay(everyMs, undefined, { signal: stop.signal, ref: false }).catch(() => undefined);
      if (stop.signal.aborted) return;
      await tend(database).catch(onFailure);
    }
  };
  const ended = run();
  return {
    stop: async () => {
      stop.abort();
      await ended;
    },
  };
};
