// SPDX-License-Identifier: Apache-2.0
import type { HistoryItem, ReadView, StateCursor, StateEntry } from '../types';
import { LevelCursor } from './cursor';
import { readRecord, storeError, type Database, type Snapshot } from './database';
import { decodeState, historyRange, readHistoryKey, stateKey, transactionKey } from './records';

/** The state after one block, shared by everyone who reads at that height; closed with its last reader. */
export class CommittedState {
  readonly database: Database;
  readonly snapshot: Snapshot;
  readonly height: number;
  #readers = 1;

  constructor(database: Database, height: number) {
    this.database = database;
    this.height = height;
    this.snapshot = database.snapshot();
  }

  retain(): this {
    this.#readers++;
    return this;
  }

  async release(): Promise<void> {
    this.#readers--;
    if (this.#readers === 0) await this.snapshot.close();
  }
}

/** One reader's view. */
export class LevelView implements ReadView {
  readonly height: number;
  readonly #state: CommittedState;
  readonly #cursors = new Set<StateCursor>();
  #closed = false;

  constructor(state: CommittedState) {
    this.#state = state.retain();
    this.height = state.height;
  }

  get(namespace: string, key: string): StateEntry | undefined {
    const { database, snapshot } = this.#state;
    const record = readRecord(database, stateKey(namespace, key), snapshot);
    return record && decodeState(record);
  }

  range(namespace: string, start: string, end: string): StateCursor {
    const cursor = new LevelCursor({ ...this.#source(), namespace, start, end });
    this.#cursors.add(cursor);
    return {
      next: () => cursor.next(),
      close: () => {
        this.#cursors.delete(cursor);
        return cursor.close();
      },
    };
  }

  async *history(namespace: string, key: string): AsyncGenerator<HistoryItem> {
    const { database, snapshot } = this.#source();
    try {
      for await (const record of database.keys({ ...historyRange(namespace, key), snapshot }))
        yield readHistoryKey(record);
    } catch (cause) {
      throw storeError(database.location, cause);
    }
  }

  hasTransaction(txId: string): boolean {
    const { database, snapshot } = this.#state;
    return readRecord(database, transactionKey(txId), snapshot) !== undefined;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await Promise.all([...this.#cursors].map((cursor) => cursor.close()));
    await this.#state.release();
  }

  #source(): { database: Database; snapshot: Snapshot } {
    const { database, snapshot } = this.#state;
    return { database, snapshot };
  }
}
