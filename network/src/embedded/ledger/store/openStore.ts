// SPDX-License-Identifier: Apache-2.0
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { LedgerError } from '../errors';
import type { Store } from '../types';
import { openDatabase } from './database';
import { LevelStore } from './levelStore';
import { hasTip, readTip, TipFile, tipPath, type Tip } from './tip';
import { verifyAll, verifyEnd } from './verify';

/** `all` reads every record; `end` the chain's index and last block; `auto` reads all of a ledger up to 256 MiB (seconds). */
export type Verification = 'all' | 'end' | 'auto';

const largestForAuto = 256 * 1024 ** 2;
const noBlocks: Tip = { height: 0, headerHash: '', commitHash: '' };

const sizeOf = (folder: string): number =>
  readdirSync(folder).reduce(
    (sum, name) => sum + (statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0),
    0,
  );

/** Where in a ledger's folder LevelDB keeps its files. */
export const databaseFolder = (folder: string): string => join(folder, 'blocks-and-state');

const damaged = (what: string): LedgerError =>
  new LedgerError('STORE_DAMAGED', `${what} is missing. Restore the folder from a backup.`);

const holdsData = (database: string): boolean =>
  existsSync(database) &&
  readdirSync(database).some(
    (name) => name.endsWith('.ldb') || (name.endsWith('.log') && statSync(join(database, name)).size > 0),
  );

/**
 * Refuses an incomplete ledger before LevelDB sees it: where its `CURRENT` file is gone it begins anew, and deletes
 * what it then takes for leftovers.
 */
const refuseIncomplete = (folder: string): void => {
  const current = join(databaseFolder(folder), 'CURRENT');
  const isUsed = hasTip(folder) || holdsData(databaseFolder(folder));
  if (isUsed && !existsSync(current)) throw damaged(`The file ${current}`);
  if (isUsed && !hasTip(folder)) throw damaged(`The file ${tipPath(folder)}`);
};

/**
 * Opens the ledger in a folder, or makes one where there is none. Nothing damaged is repaired.
 * @throws LedgerError STORE_DAMAGED, STORE_LOCKED or STORE_UNREADABLE, naming file or folder and what to do
 */
export const openStore = async (folder: string, verification: Verification = 'auto'): Promise<Store> => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  refuseIncomplete(folder);
  const noted = hasTip(folder) ? readTip(folder) : undefined;
  const database = await openDatabase(databaseFolder(folder), noted === undefined);
  try {
    const end = await verifyEnd(database, noted ?? noBlocks);
    const readAll =
      verification === 'all' || (verification === 'auto' && sizeOf(databaseFolder(folder)) <= largestForAuto);
    if (readAll) await verifyAll(database, end.height);
    const tip = new TipFile(folder, {
      height: end.height,
      headerHash: end.lastHeaderHash.toString('hex'),
      commitHash: end.lastCommitHash.toString('hex'),
    });
    return new LevelStore({ database, tip, ...end });
  } catch (error) {
    await database.close();
    throw error;
  }
};
