// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import type { Database } from './openDatabase';
import type { Tables } from './tables';

/** Sources and compiled code lie equally deep, so this is gateway/migrations from both. */
export const MIGRATIONS_FOLDER = join(__dirname, '..', '..', 'migrations');

interface Migration {
  readonly name: string;
  readonly text: string;
  readonly checksum: string;
}

interface Applied {
  readonly name: string;
  readonly checksum: string;
}

/** The database and the program do not belong together: nothing was changed. */
export class MigrationRefused extends Error {
  override readonly name = 'MigrationRefused';
}

const readMigrations = async (folder: string): Promise<Migration[]> => {
  const names = (await readdir(folder)).filter((name) => /^\d{4}_[a-z0-9_]+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(folder, name), 'utf8');
      return { name, text, checksum: createHash('sha256').update(text).digest('hex') };
    }),
  );
};

const readApplied = async (transaction: Transaction<Tables>): Promise<Applied[]> => {
  await sql`create table if not exists schema_migrations (name text primary key, checksum text not null)`.execute(
    transaction,
  );
  return (await sql<Applied>`select name, checksum from schema_migrations order by name`.execute(transaction)).rows;
};

const refuseForeignHistory = (applied: readonly Applied[], migrations: readonly Migration[]): void => {
  for (const { name, checksum } of applied) {
    const known = migrations.find((migration) => migration.name === name);
    if (known === undefined) {
      throw new MigrationRefused(`the database was made by a newer version: it has the migration ${name}`);
    }
    if (known.checksum !== checksum) {
      throw new MigrationRefused(`the migration ${name} was changed after it had been applied to this database`);
    }
  }
};

const applyOne = async (transaction: Transaction<Tables>, { name, text, checksum }: Migration): Promise<void> => {
  await sql.raw(text).execute(transaction);
  await sql`insert into schema_migrations (name, checksum) values (${name}, ${checksum})`.execute(transaction);
};

/**
 * Brings the tables up to date: every migration that is not there yet, in the order of their names, in one transaction.
 *
 * @param database - as opened
 * @param folder - of files NNNN_name.sql in plain SQL
 * @returns the names of the migrations that were applied now
 * @throws MigrationRefused where an applied migration is unknown or was changed
 */
export const migrate = async (database: Database, folder = MIGRATIONS_FOLDER): Promise<string[]> => {
  const migrations = await readMigrations(folder);
  return database.transaction().execute(async (transaction) => {
    // Two processes that start at once take turns.
    await sql`select pg_advisory_xact_lock(4101005201)`.execute(transaction);
    const applied = await readApplied(transaction);
    refuseForeignHistory(applied, migrations);
    const missing = migrations.filter(({ name }) => !applied.some((one) => one.name === name));
    for (const migration of missing) await applyOne(transaction, migration);
    return missing.map(({ name }) => name);
  });
};
