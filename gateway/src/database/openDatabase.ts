// SPDX-License-Identifier: Apache-2.0
import { Kysely, PostgresDialect } from 'kysely';
import type { PostgresPool } from 'kysely';
import { openPglitePool } from './pglite';
import { openServerPool } from './server';
import type { Tables } from './tables';

export type Database = Kysely<Tables>;

/** Where the rows are: a PostgreSQL server, or PGlite in a folder, or PGlite in memory. */
export type DatabasePlace =
  | { readonly url: string; readonly onIdleError?: (error: Error) => void }
  | { readonly folder: string }
  | { readonly inMemory: true };

const openPool = (place: DatabasePlace): Promise<PostgresPool> =>
  'url' in place
    ? Promise.resolve(openServerPool(place.url, place.onIdleError ?? (() => undefined)))
    : openPglitePool('folder' in place ? place.folder : undefined);

/**
 * Opens a gateway's database; the caller runs `migrate` next and calls `destroy` at the end.
 *
 * @throws Error of the driver where the folder or the server cannot be opened
 */
export const openDatabase = async (place: DatabasePlace): Promise<Database> =>
  new Kysely<Tables>({ dialect: new PostgresDialect({ pool: await openPool(place) }) });
