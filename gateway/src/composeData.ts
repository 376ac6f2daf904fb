// SPDX-License-Identifier: Apache-2.0
import type { Logger } from 'pino';
import type { Config } from './config';
import { takeDataFolder } from './dataFolder';
import { migrate } from './database/migrate';
import { openDatabase, type Database } from './database/openDatabase';
import { tendingWhenDue } from './database/upkeep';
import { databasePlace } from './databasePlace';
import { Repeating } from './scheduler/repeating';
import { systemClock } from './scheduler/systemClock';
import { openKeyFile } from './vault/keyFile';
import { newKeyring, type Keyring } from './vault/keyring';

/** What a gateway keeps: its tables, and the keys that open what stands in them. */
export interface Data {
  readonly database: Database;
  readonly keyring: Keyring;
  close(): Promise<void>;
}

async function openMigrated(config: Config, log: Logger): Promise<Database> {
  const onIdleError = (err: Error): void => {
    log.warn({ err }, 'a database connection broke');
  };
  const database = await openDatabase(databasePlace(config, onIdleError));
  try {
    await migrate(database);
    return database;
  } catch (error) {
    await database.destroy();
    throw error;
  }
}

/** Milliseconds between looks whether the tables have grown: as long as a plan for small ones may be kept for large ones. */
const LOOK_MS = 5_000;

/** Tends an embedded database now and whenever it is due; a server tends its tables itself. */
async function startUpkeep(config: Config, database: Database, log: Logger): Promise<Repeating | undefined> {
  if (config.DATABASE_URL !== undefined) return undefined;
  const tendWhenDue = tendingWhenDue(database, () => performance.now());
  await tendWhenDue();
  const upkeep = new Repeating({
    name: 'upkeep',
    clock: systemClock,
    pause: () => LOOK_MS,
    act: tendWhenDue,
    onFailure: (err) => {
      log.warn({ err }, 'the embedded database could not be tended');
    },
  });
  upkeep.start();
  return upkeep;
}

/**
 * Opens the data folder, the key-encryption key and the database, in this order; each failure leaves nothing open.
 *
 * @throws DataFolderRefused, KeyFileRefused, MigrationRefused, and the driver's errors
 */
export async function openData(config: Config, log: Logger): Promise<Data> {
  const folder = await takeDataFolder(config.DATA_DIR);
  try {
    const keyring = newKeyring(openKeyFile(config.KEK_FILE, { isNew: folder.isNew }));
    const database = await openMigrated(config, log);
    const upkeep = await startUpkeep(config, database, log);
    const close = async (): Promise<void> => {
      await upkeep?.stop();
      await database.destroy();
      await folder.release();
    };
    return { database, keyring, close };
  } catch (error) {
    await folder.release();
    throw error;
  }
}
