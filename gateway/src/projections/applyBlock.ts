// SPDX-License-Identifier: Apache-2.0
import type { Database } from '../database/openDatabase';
import type { CommittedBlock } from '../ledger/port';
import { blockRows } from './blockRows';
import { isNext, readCheckpoint, writeCheckpoint } from './checkpoint';
import type { BlockRows } from './rows';
import { writeRows } from './writeRows';

/**
 * Writes all rows of a block and the checkpoint in one transaction: after a crash either all of them are there or none.
 *
 * @returns the rows, or undefined where the block was already in
 * @throws LedgerMismatch where the block does not follow the checkpoint or tells an event anew
 */
export const applyBlock = (database: Database, block: CommittedBlock): Promise<BlockRows | undefined> => {
  const rows = blockRows(block);
  return database.transaction().execute(async (transaction) => {
    if (!isNext(await readCheckpoint(transaction), block)) return undefined;
    await writeRows(transaction, rows);
    await writeCheckpoint(transaction, block);
    return rows;
  });
};
