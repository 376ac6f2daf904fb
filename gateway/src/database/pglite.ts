// SPDX-License-Identifier: Apache-2.0
import { mkdir } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import { Turns } from './turns';
import { BIGINT, readBigint } from './valueTypes';

const refuseCursor = (): never => {
  throw new Error('the embedded database streams no cursors');
};

/** The last result stands for a text of several statements, as in the simple protocol. */
const run = async (database: PGlite, text: string, values: readonly unknown[]): Promise<PostgresQueryResult<never>> => {
  const result = values.length > 0 ? await database.query(text, [...values]) : (await database.exec(text)).at(-1);
  const word = /^\s*(insert|update|delete|merge)\b/i.exec(text)?.[1];
  return {
    command: (word?.toUpperCase() ?? 'SELECT') as 'SELECT',
    rowCount: result?.affectedRows ?? 0,
    rows: (result?.rows ?? []) as never[],
  };
};

/**
 * PGlite as a pool of one connection: kysely's own PostgreSQL dialect runs over it unchanged. A transaction keeps the
 * connection until it ends; everyone else waits.
 */
class SingleConnectionPool implements PostgresPool {
  readonly #database: PGlite;
  readonly #turns = new Turns();

  constructor(database: PGlite) {
    this.#database = database;
  }

  async connect(): Promise<PostgresPoolClient> {
    const release = await this.#turns.take();
    const database = this.#database;
    function query<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>>;
    function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
    function query<R>(
      text: string | PostgresCursor<R>,
      values: readonly unknown[] = [],
    ): Promise<PostgresQueryResult<R>> | PostgresCursor<R> {
      return typeof text === 'string' ? run(database, text, values) : refuseCursor();
    }
    return { query, release };
  }

  async end(): Promise<void> {
    const release = await this.#turns.take();
    await this.#database.close();
    release();
  }
}

/** Small buffers: the operating system caches the files anyway, and PostgreSQL's own default would take 120 MiB more. */
const SMALL_BUFFERS = ['-c', 'shared_buffers=8MB', '-c', 'wal_buffers=1MB'];

/**
 * Opens the embedded PostgreSQL.
 *
 * @param folder - where it keeps its files (made 0700 if absent); undefined keeps everything in memory
 */
export const openPglitePool = async (folder: string | undefined): Promise<PostgresPool> => {
  if (folder !== undefined) await mkdir(folder, { recursive: true, mode: 0o700 });
  const database = await PGlite.create({
    ...(folder === undefined ? {} : { dataDir: folder }),
    startParams: [...PGlite.defaultStartParams, ...SMALL_BUFFERS],
    parsers: { [BIGINT]: readBigint },
  });
  return new SingleConnectionPool(database);
};
