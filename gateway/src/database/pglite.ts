// SPDX-License-Identifier: Apache-2.0
import { mkdir } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import { Pool } from 'pg';
import type { PoolClient, QueryResult } from 'pg';
import { PgliteSocket } from './pgliteSocket';
import { StatementNames } from './statementNames';
import { getTypeParser } from './typeParsers';

type Result<R> = Pick<QueryResult<R & object>, 'command' | 'rows' | 'rowCount'>;

const refuseCursor = (): never => {
  throw new Error('the embedded database streams no cursors');
};

/**
 * node-postgres over a PGlite in this process. It has one connection: a transaction keeps it until it ends, everyone
 * else waits. kysely's own PostgreSQL dialect runs over it unchanged.
 */
class PglitePool implements PostgresPool {
  readonly #database: PGlite;
  readonly #pool: Pool;
  readonly #names = new StatementNames();

  constructor(database: PGlite) {
    this.#database = database;
    this.#pool = new Pool({
      max: 1,
      user: 'postgres',
      database: 'postgres',
      idleTimeoutMillis: 0,
      stream: () => new PgliteSocket(database),
      types: { getTypeParser },
    });
  }

  async connect(): Promise<PostgresPoolClient> {
    const client = await this.#pool.connect();
    const run = <R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>> =>
      this.#run<R>(client, text, values);
    function query<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>>;
    function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
    function query<R>(
      text: string | PostgresCursor<R>,
      values: readonly unknown[] = [],
    ): Promise<PostgresQueryResult<R>> | PostgresCursor<R> {
      return typeof text === 'string' ? run<R>(text, values) : refuseCursor();
    }
    return {
      query,
      release: () => {
        client.release();
      },
    };
  }

  async end(): Promise<void> {
    await this.#pool.end();
    await this.#database.close();
  }

  /** Without parameters it may be several statements, which the simple protocol takes and a name forbids. */
  async #run<R>(client: PoolClient, text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    const name = values.length > 0 ? this.#names.nameOf(text) : undefined;
    const query = { text, values: [...values], ...(name !== undefined && { name }) };
    // Of several statements node-postgres answers several results, which its types do not say; the last one stands.
    const result = (await client.query(query)) as unknown as Result<R> | Result<R>[];
    const last = Array.isArray(result) ? result.at(-1) : result;
    return { command: (last?.command ?? '') as 'SELECT', rows: last?.rows ?? [], rowCount: last?.rowCount ?? 0 };
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
  });
  return new PglitePool(database);
};
