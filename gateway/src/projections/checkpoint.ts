// SPDX-License-Identifier: Apache-2.0
import type { Kysely, Transaction } from 'kysely';
import type { Tables } from '../database/tables';
import type { CommittedBlock } from '../ledger/port';

const NAME = 'ledger';

/** The last block whose rows are in the read models. */
export interface Checkpoint {
  readonly blockNumber: number;
  /** Hex of the SHA-256 of the block's header. */
  readonly blockHash: string;
}

/**
 * The ledger that was followed is not the one that the read models were made from, or contradicts what it said before.
 * Nobody may decide which is right.
 */
export class LedgerMismatch extends Error {
  override readonly name = 'LedgerMismatch';
}

export const readCheckpoint = async (database: Kysely<Tables>): Promise<Checkpoint | undefined> => {
  const row = await database.selectFrom('checkpoints').selectAll().where('name', '=', NAME).executeTakeFirst();
  return row && { blockNumber: row.block_number, blockHash: row.block_hash };
};

export const writeCheckpoint = async (transaction: Transaction<Tables>, block: CommittedBlock): Promise<void> => {
  const values = { block_number: block.number, block_hash: block.hash };
  await transaction
    .insertInto('checkpoints')
    .values({ name: NAME, ...values })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(values))
    .execute();
};

/**
 * Whether a block is the next one after the checkpoint.
 *
 * @returns false for a block that is already in
 * @throws LedgerMismatch where a block was left out or does not build on the checkpoint's block
 */
export const isNext = (checkpoint: Checkpoint | undefined, block: CommittedBlock): boolean => {
  const expected = checkpoint === undefined ? 0 : checkpoint.blockNumber + 1;
  if (block.number < expected) return false;
  if (block.number > expected) {
    throw new LedgerMismatch(`block ${block.number} came where block ${expected} was expected`);
  }
  if (checkpoint !== undefined && block.previousHash !== checkpoint.blockHash) {
    throw new LedgerMismatch(
      `block ${block.number} builds on ${block.previousHash}, but the read models end with ${checkpoint.blockHash}: ` +
        'this is another ledger, or a fork of it',
    );
  }
  return true;
};
