// SPDX-License-Identifier: Apache-2.0
import { migrate } from '../../gateway/src/database/migrate';
import { openDatabase } from '../../gateway/src/database/openDatabase';
import type { Database } from '../../gateway/src/database/openDatabase';
import { hasPostgres, startPostgres } from './postgres';
import type { PostgresServer } from './postgres';

export interface DatabaseKind {
  readonly name: string;
  /** An empty database without tables. */
  open(): Promise<Database>;
  /** An empty database with its tables. */
  openMigrated(): Promise<Database>;
  /** Closes what was opened, and the server. */
  close(): Promise<void>;
}

const newKind = (name: string, openOne: () => Promise<Database>, end: () => Promise<void>): DatabaseKind => {
  const opened: Database[] = [];
  const open = async (): Promise<Database> => {
    const database = await openOne();
    opened.push(database);
    return database;
  };
  return {
    name,
    open,
    openMigrated: async () => {
      const database = await open();
      await migrate(database);
      return database;
    },
    close: async () => {
      for (const database of opened.splice(0)) await database.destroy();
      await end();
    },
  };
};

const onServer = (): DatabaseKind => {
  let server: Promise<PostgresServer> | undefined;
  return newKind(
    'PostgreSQL',
    async () => openDatabase({ url: await (await (server ??= startPostgres())).newDatabase() }),
    async () => {
      await (await server)?.stop();
    },
  );
};

/** Each database that the gateway runs on and this machine has. */
export const databaseKinds = (): DatabaseKind[] => [
  newKind(
    'PGlite',
    () => openDatabase({ inMemory: true }),
    () => Promise.resolve(),
  ),
  ...(hasPostgres ? [onServer()] : []),
];
