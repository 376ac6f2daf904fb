// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { sql } from 'kysely';
import { DataFolderRefused, takeDataFolder } from './dataFolder';
import { openDatabase, type DatabasePlace } from './database/openDatabase';
import { databasePlace, type DatabaseSettings } from './databasePlace';

/** What a gateway's database says: nothing was kept yet, a gateway has it open, it answers, or why it cannot be used. */
export type DatabaseInspection =
  { readonly state: 'absent' | 'inUse' | 'answers' } | { readonly state: 'unusable'; readonly problem: string };

/** The driver's error for several addresses of one name has no message of its own. */
const wordsOf = (error: unknown): string => {
  const [first] = error instanceof AggregateError ? (error.errors as unknown[]) : [error];
  return first instanceof Error ? first.message : String(first);
};

const ask = async (place: DatabasePlace): Promise<DatabaseInspection> => {
  try {
    const database = await openDatabase(place);
    try {
      await sql`select count(*) from schema_migrations`.execute(database);
      return { state: 'answers' };
    } finally {
      await database.destroy();
    }
  } catch (error) {
    return { state: 'unusable', problem: wordsOf(error) };
  }
};

/** The folder is taken meanwhile, as a gateway takes it: two programs in one would destroy it. */
const askInFolder = async (dataDir: string, place: DatabasePlace): Promise<DatabaseInspection> => {
  try {
    const held = await takeDataFolder(dataDir);
    try {
      return await ask(place);
    } finally {
      await held.release();
    }
  } catch (error) {
    if (error instanceof DataFolderRefused) return { state: 'inUse' };
    throw error;
  }
};

/**
 * Asks a gateway's database whether it can be used, without the gateway. A folder is opened as at a start, which ends
 * what a killed gateway left unfinished; tables are only read.
 *
 * @param settings - as the gateway has them
 */
export async function inspectDatabase(settings: DatabaseSettings): Promise<DatabaseInspection> {
  const place = databasePlace(settings, () => undefined);
  if ('url' in place) return ask(place);
  if ('folder' in place && !existsSync(place.folder)) return { state: 'absent' };
  return askInFolder(settings.DATA_DIR, place);
}
