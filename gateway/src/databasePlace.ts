// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from './config';
import type { DatabasePlace } from './database/openDatabase';

/** The settings that say where a gateway's tables are. */
export type DatabaseSettings = Pick<Config, 'DATA_DIR' | 'DATABASE_URL' | 'DATABASE_PASSWORD_FILE'>;

/**
 * Where a gateway keeps its tables: on the server that the settings name, or else in its own folder.
 *
 * @param onIdleError - told about a server's connection that broke while nobody used it
 */
export function databasePlace(settings: DatabaseSettings, onIdleError: (error: Error) => void): DatabasePlace {
  if (settings.DATABASE_URL === undefined) return { folder: join(settings.DATA_DIR, 'database') };
  const url = new URL(settings.DATABASE_URL);
  if (settings.DATABASE_PASSWORD_FILE !== undefined) {
    url.password = encodeURIComponent(readFileSync(settings.DATABASE_PASSWORD_FILE, 'utf8').trim());
  }
  return { url: url.href, onIdleError };
}
