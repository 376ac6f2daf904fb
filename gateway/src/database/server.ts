// SPDX-License-Identifier: Apache-2.0
import type { PostgresPool } from 'kysely';
import { Pool } from 'pg';
import { getTypeParser } from './typeParsers';

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
