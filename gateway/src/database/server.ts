// SPDX-License-Identifier: Apache-2.0
import type { PostgresPool } from 'kysely';
import { Pool, types } from 'pg';
import { readBigint } from './valueTypes';

type GetTypeParser = (typeof types)['getTypeParser'];

/** pg's own parsers, except for bigint. */
const getTypeParser = ((oid: (typeof types.builtins)[keyof typeof types.builtins], format?: 'text') =>
  oid === types.builtins.INT8 ? readBigint : (types.getTypeParser(oid, format) as unknown)) as unknown as GetTypeParser;

/**
 * Opens a pool of connections to a PostgreSQL server.
 *
 * @param url - postgres://…; it may carry a password, so it must never be logged
 * @param onIdleError - told about a connection that broke while nobody used it; the pool replaces it
 */
export const openServerPool = (url: string, onIdleError: (error: Error) => void): PostgresPool => {
  const pool = new Pool({ connectionString: url, max: 10, connectionTimeoutMillis: 5_000, types: { getTypeParser } });
  pool.on('error', onIdleError);
  return pool;
};
