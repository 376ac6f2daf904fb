// SPDX-License-Identifier: Apache-2.0
import type { Cancellation } from './cancellation';
import type { Store, TransactionStatus } from './ledger/types';

type Listener = (status: TransactionStatus | undefined) => void;

/** Answers what became of a transaction, now or when it commits. */
export class CommitWatch {
  readonly #store: Pick<Store, 'transactionStatus'>;
  readonly #listeners = new Map<string, Set<Listener>>();

  constructor(store: Pick<Store, 'transactionStatus'>) {
    this.#store = store;
  }

  /** Transactions that somebody waits for. */
  get size(): number {
    return this.#listeners.size;
  }

  /** @returns the status of the transaction's first commit; undefined when the caller gave up or the engine stops */
  async status(txId: string, cancellation: Cancellation): Promise<TransactionStatus | undefined> {
    const known = this.#store.transactionStatus(txId);
    if (known !== undefined || cancellation.isCancelled) return known;
    return await new Promise((resolve) => {
      const listener: Listener = (status) => {
        this.#remove(txId, listener);
        forget();
        resolve(status);
      };
      const forget = cancellation.onCancel(() => {
        listener(undefined);
      });
      this.#add(txId, listener);
    });
  }

  /** Tells those who wait for transactions of a block that is now on disk. */
  announce(txIds: Iterable<string>): void {
    for (const txId of txIds) {
      const listeners = this.#listeners.get(txId);
      if (listeners === undefined) continue;
      const status = this.#store.transactionStatus(txId);
      for (const listener of [...listeners]) listener(status);
    }
  }

  /** Tells those who wait for transactions that turned out to be on disk. */
  recheck(): void {
    this.announce([...this.#listeners.keys()].filter((txId) => this.#store.transactionStatus(txId) !== undefined));
  }

  /** Sends everybody away without an answer. */
  close(): void {
    for (const listeners of [...this.#listeners.values()]) for (const listener of [...listeners]) listener(undefined);
  }

  #add(txId: string, listener: Listener): void {
    const listeners = this.#listeners.get(txId) ?? new Set();
    listeners.add(listener);
    this.#listeners.set(txId, listeners);
  }

  #remove(txId: string, listener: Listener): void {
    const listeners = this.#listeners.get(txId);
    listeners?.delete(listener);
    if (listeners?.size === 0) this.#listeners.delete(txId);
  }
}
