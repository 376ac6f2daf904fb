// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { LedgerError } from './ledger/errors';
import { openStore } from './ledger/store/openStore';

/** What a ledger's folder holds: nothing yet, a whole chain, one that is in use, or one that cannot be used. */
export type LedgerInspection =
  | { readonly state: 'absent' | 'inUse' }
  | { readonly state: 'whole'; readonly height: number }
  | { readonly state: 'unusable'; readonly problem: string };

/**
 * Reads a ledger of the embedded engine from its first block to its last, every record's checksum included. A ledger
 * that an engine has open is left alone: it was read at that engine's start.
 *
 * @param dataDir - the network's folder
 */
export async function inspectLedger(dataDir: string): Promise<LedgerInspection> {
  const folder = `${dataDir}/ledger`;
  if (!existsSync(folder)) return { state: 'absent' };
  try {
    const store = await openStore(folder, 'all');
    const { height } = store;
    await store.close();
    return { state: 'whole', height };
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error;
    return error.code === 'STORE_LOCKED' ? { state: 'inUse' } : { state: 'unusable', problem: error.message };
  }
}
