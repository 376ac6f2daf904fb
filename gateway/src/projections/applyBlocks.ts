// SPDX-License-Identifier: Apache-2.0
import type { Database } from '../database/openDatabase';
import type { CommittedBlock } from '../ledger/port';
import { blockRows } from './blockRows';
import { isNext, readCheckpoint, writeCheckpoint } from './checkpoint';
import type { Checkpoint } from './checkpoint';
import type { BlockRows } from './rows';
import { writeRows } from './writeRows';

/** The blocks that are not in yet, each checked to follow from the one before it. */
const newBlocks = (checkpoint: Checkpoint | undefined, blocks: readonly CommittedBlock[]): CommittedBlock[] => {
  let last = checkpoint;
  return blocks.filter((block) => {
    if (!isNext(last, block)) return false;
    last = { blockNumber: block.number, blockHash: block.hash };
    return true;
  });
};

/**
 * Writes all rows of successive blocks and the checkpoint in one transaction: after a crash either all of them are there
 * or none.
 *
 * @returns the rows, or undefined where all of the blocks were already in
 * @throws LedgerMismatch where a block does not follow the checkpoint or tells an event anew
 */
export const applyBlocks = (database: Database, blocks: readonly CommittedBlock[]): Promise<BlockRows | undefined> =>
  database.transaction().execute(async (transaction) => {
    const missing = newBlocks(await readCheckpoint(transaction), blocks);
    const last = missing.at(-1);
    if (last === undefined) return undefined;
    const rows = blockRows(missing);
    await writeRows(transaction, rows);
    await writeCheckpoint(transaction, last);
    return rows;
  });
