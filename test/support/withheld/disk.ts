// SPDX-License-Identifier: Apache-2.0
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { sql } from 'kysely';
import { openDatabase } from '../../../network/src/embedded/ledger/store/database';
import { databaseFolder } from '../../../network/src/embedded/ledger/store/openStore';
import { withOwnData } from '../crash/ownData';
import { findMarkers } from './markers';

type Markers = Readonly<Record<string, string>>;
/** Where something was found. */
export interface Sighting {
  readonly place: string;
  readonly marks: readonly string[];
}

const sighted = (place: string, marks: readonly string[]): Sighting[] => (marks.length === 0 ? [] : [{ place, marks }]);

/** Searches every file under a folder, byte by byte. */
export const searchFiles = async (folder: string, markers: Markers): Promise<{ files: number; found: Sighting[] }> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const found: Sighting[] = [];
  for (const path of paths) found.push(...sighted(relative(folder, path), findMarkers(await readFile(path), markers)));
  return { files: paths.length, found };
};

/**
 * Searches every record of the engine's store, which compresses its files: blocks, state and history.
 *
 * @param folder - the engine's ledger, at rest
 */
export const searchLedger = async (folder: string, markers: Markers): Promise<{ records: number; found: string[] }> => {
  const database = await openDatabase(databaseFolder(folder), false);
  const found = new Set<string>();
  let records = 0;
  try {
    for await (const [key, value] of database.iterator()) {
      records += 1;
      for (const name of findMarkers(Buffer.concat([key, value]), markers)) found.add(name);
    }
  } finally {
    await database.close();
  }
  return { records, found: [...found] };
};

/**
 * Searches every row of every table of a gateway.
 *
 * @param folder - the gateway's data, while it is stopped
 */
export const searchTables = (folder: string, markers: Markers): Promise<Readonly<Record<string, readonly string[]>>> =>
  withOwnData(folder, async ({ database }) => {
    const { rows } = await sql<{ name: string }>`select table_name as name from information_schema.tables
      where table_schema = 'public'`.execute(database);
    const found: Record<string, readonly string[]> = {};
    for (const { name } of rows) {
      const all = await sql<{ row: string }>`select t::text as row from ${sql.table(name)} t`.execute(database);
      found[name] = findMarkers(Buffer.from(all.rows.map(({ row }) => row).join('\n')), markers);
    }
    return found;
  });
