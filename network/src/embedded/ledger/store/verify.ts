// SPDX-License-Identifier: Apache-2.0
import { chainProblem, decodeBlock } from '../block';
import { LedgerError } from '../errors';
import { readRecord, storeError, type Database } from './database';
import { blockKey, numberKey, numberRange, unseal } from './records';
import type { Tip } from './tip';

export interface ChainEnd {
  readonly height: number;
  readonly lastHeaderHash: Buffer;
  readonly lastCommitHash: Buffer;
}

const nothing = Buffer.alloc(0);
const hashOfNothing: ChainEnd = { height: 0, lastHeaderHash: nothing, lastCommitHash: nothing };

const damaged = (why: string): LedgerError => new LedgerError('STORE_DAMAGED', why);

/** Counts the blocks by their small index records; a gap means that LevelDB dropped a damaged piece of its log. */
const countBlocks = async (database: Database): Promise<number> => {
  let height = 0;
  for await (const [key, sealed] of database.iterator(numberRange)) {
    unseal(key, sealed);
    if (!key.equals(numberKey(height))) throw damaged(`block ${height} is missing`);
    height++;
  }
  return height;
};

const headerHashOf = (database: Database, number: number): Buffer => {
  if (number < 0) return nothing;
  const hash = readRecord(database, numberKey(number));
  if (hash === undefined) throw damaged(`block ${number} is missing`);
  return hash;
};

/** Checks one block against the index and the block before it. */
const checkBlock = (database: Database, number: number): ChainEnd => {
  const bytes = readRecord(database, blockKey(number));
  if (bytes === undefined) throw damaged(`block ${number} is missing`);
  const block = decodeBlock(bytes);
  const problem = chainProblem(block, number, headerHashOf(database, number - 1));
  if (problem !== undefined) throw damaged(`block ${number}: ${problem}`);
  if (!block.headerHash.equals(headerHashOf(database, number))) throw damaged(`block ${number}: its hash has changed`);
  return { height: number + 1, lastHeaderHash: block.headerHash, lastCommitHash: block.commitHash };
};

const checkTip = (database: Database, end: ChainEnd, tip: Tip): void => {
  if (tip.height > end.height)
    throw damaged(`it ends at block ${end.height - 1}, but block ${tip.height - 1} had been committed`);
  if (tip.headerHash !== headerHashOf(database, tip.height - 1).toString('hex'))
    throw damaged(`block ${tip.height - 1} is not the one that was noted when it was committed`);
  if (tip.height === end.height && tip.commitHash !== end.lastCommitHash.toString('hex'))
    throw damaged(`the commit hash of block ${tip.height - 1} has changed`);
};

const inFolder = async <T>(database: Database, check: () => Promise<T>): Promise<T> => {
  try {
    return await check();
  } catch (cause) {
    throw storeError(database.location, asDamage(cause));
  }
};

const asDamage = (cause: unknown): unknown =>
  cause instanceof LedgerError && cause.code === 'MALFORMED' ? damaged(cause.message) : cause;

/**
 * Checks that the chain has no gap, that its last block is whole and that nothing committed is gone.
 * @throws LedgerError STORE_DAMAGED naming the folder and the block
 */
export const verifyEnd = (database: Database, tip: Tip): Promise<ChainEnd> =>
  inFolder(database, async () => {
    const height = await countBlocks(database);
    const end = height === 0 ? hashOfNothing : checkBlock(database, height - 1);
    checkTip(database, end, tip);
    return end;
  });

/**
 * Checks every block's hashes from 0 and the checksum of every record.
 * @throws LedgerError STORE_DAMAGED naming the folder and the block
 */
export const verifyAll = (database: Database, height: number): Promise<void> =>
  inFolder(database, async () => {
    for (let number = 0; number < height; number++) {
      checkBlock(database, number);
      // Lets the process do other things between blocks of a long chain.
      if (number % 64 === 63) await new Promise((resume) => setImmediate(resume));
    }
    for await (const [key, sealed] of database.iterator()) unseal(key, sealed);
  });
