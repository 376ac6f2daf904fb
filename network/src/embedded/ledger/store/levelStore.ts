// SPDX-License-Identifier: Apache-2.0
import { dirname } from 'node:path';
import { LedgerError } from '../errors';
import type { BlockCommit, ReadView, Store, TransactionStatus } from '../types';
import { openDatabase, readRecord, storeError, type Database } from './database';
import {
  blockKey,
  decodeNumber,
  decodeStatus,
  encodeState,
  encodeStatus,
  headerHashKey,
  historyKey,
  numberKey,
  seal,
  stateKey,
  transactionKey,
  uint64,
} from './records';
import { hasRoom } from './room';
import type { Tip, TipFile } from './tip';
import { verifyEnd } from './verify';
import { CommittedState, LevelView } from './view';

type Operation = { type: 'put'; key: Buffer; value: Buffer } | { type: 'del'; key: Buffer };

const put = (key: Buffer, value: Buffer): Operation => ({ type: 'put', key, value: seal(key, value) });

/** Only such ids can belong to a transaction whose creator a peer accepts; others are not worth finding again. */
const isTransactionId = (txId: string): boolean => /^[0-9a-f]{64}$/.test(txId);

const stateOperations = ({ updates }: BlockCommit): Operation[] =>
  updates.map((update) => {
    const key = stateKey(update.namespace, update.key);
    return update.value === undefined ? { type: 'del', key } : put(key, encodeState(update, update.value));
  });

const historyOperations = ({ history, number }: BlockCommit): Operation[] =>
  history.map(({ namespace, key, tx }) => put(historyKey(namespace, key, { block: number, tx }), Buffer.alloc(0)));

export interface StoreParts {
  readonly database: Database;
  readonly tip: TipFile;
  readonly height: number;
  readonly lastHeaderHash: Buffer;
  readonly lastCommitHash: Buffer;
}

/** Blocks, state, history and indexes in one LevelDB; a block is one batch, so it is there wholly or not at all. */
export class LevelStore implements Store {
  #database: Database;
  readonly #tip: TipFile;
  #state: CommittedState;
  #lastHeaderHash: Buffer;
  #lastCommitHash: Buffer;
  #committing = false;
  #closing: Promise<void> | undefined;

  constructor({ database, tip, height, lastHeaderHash, lastCommitHash }: StoreParts) {
    this.#database = database;
    this.#tip = tip;
    this.#state = new CommittedState(database, height);
    this.#lastHeaderHash = lastHeaderHash;
    this.#lastCommitHash = lastCommitHash;
  }

  get height(): number {
    return this.#state.height;
  }

  get lastHeaderHash(): Buffer {
    return this.#lastHeaderHash;
  }

  get lastCommitHash(): Buffer {
    return this.#lastCommitHash;
  }

  snapshot(): ReadView {
    return new LevelView(this.#state);
  }

  async commit(commit: BlockCommit): Promise<void> {
    if (this.#committing || commit.number !== this.height)
      throw new LedgerError('BLOCK_OUT_OF_ORDER', `Block ${commit.number} cannot follow height ${this.height}.`);
    this.#committing = true;
    try {
      await this.#database.batch(this.#operations(commit), { sync: true });
      this.#advance(commit);
    } catch (cause) {
      throw storeError(this.#database.location, cause);
    } finally {
      this.#committing = false;
    }
  }

  async reopen(): Promise<boolean> {
    const { location } = this.#database;
    if (!(await hasRoom(dirname(location)))) return false;
    const noted = this.#noted();
    // Whatever a failed write left in LevelDB's log must not be written behind: only a new start leaves it out.
    await this.#database.close();
    const database = await openDatabase(location, false);
    const end = await verifyEnd(database, noted);
    this.#database = database;
    this.#state = new CommittedState(database, end.height);
    this.#lastHeaderHash = end.lastHeaderHash;
    this.#lastCommitHash = end.lastCommitHash;
    this.#tip.write(this.#noted());
    return true;
  }

  block(number: number): Buffer | undefined {
    return Number.isSafeInteger(number) && number >= 0 ? this.#read(blockKey(number)) : undefined;
  }

  blockByHash(headerHash: Uint8Array): Buffer | undefined {
    const number = this.#read(headerHashKey(headerHash));
    return number && this.block(decodeNumber(number));
  }

  transactionStatus(txId: string): TransactionStatus | undefined {
    const status = this.#read(transactionKey(txId));
    return status && decodeStatus(status);
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  async #close(): Promise<void> {
    await this.#state.release();
    await this.#database.close();
    this.#tip.close();
  }

  /** Reads at the committed height: a batch under way may already be visible in the database itself. */
  #read(key: Buffer): Buffer | undefined {
    return readRecord(this.#database, key, this.#state.snapshot);
  }

  #operations(commit: BlockCommit): Operation[] {
    const { number, block, headerHash } = commit;
    return [
      put(blockKey(number), block),
      put(numberKey(number), headerHash),
      put(headerHashKey(headerHash), uint64(number)),
      ...this.#transactionOperations(commit),
      ...stateOperations(commit),
      ...historyOperations(commit),
    ];
  }

  /** The first commit of an id keeps it: its status is what the client of a repeated one is told. */
  #transactionOperations({ transactions, number }: BlockCommit): Operation[] {
    const operations = new Map<string, Operation>();
    for (const [tx, { txId, code }] of transactions.entries()) {
      if (!isTransactionId(txId) || operations.has(txId) || this.transactionStatus(txId) !== undefined) continue;
      operations.set(txId, put(transactionKey(txId), encodeStatus({ code, block: number, tx })));
    }
    return [...operations.values()];
  }

  #advance({ number, headerHash, commitHash }: BlockCommit): void {
    const previous = this.#state;
    this.#state = new CommittedState(this.#database, number + 1);
    this.#lastHeaderHash = headerHash;
    this.#lastCommitHash = commitHash;
    this.#tip.write(this.#noted());
    void previous.release();
  }

  #noted(): Tip {
    const [headerHash, commitHash] = [this.#lastHeaderHash.toString('hex'), this.#lastCommitHash.toString('hex')];
    return { height: this.height, headerHash, commitHash };
  }
}
