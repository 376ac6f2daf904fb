// SPDX-License-Identifier: Apache-2.0
import type { CommittedBlock, TransactionFate } from '../port';

/** What is known of one transaction that is on its way. */
export interface Watched {
  /** Its fate, or undefined where no block has told it by then. */
  fate(ms: number): Promise<TransactionFate | undefined>;
  stop(): void;
}

interface Expected {
  known?: TransactionFate;
  tell?: (fate: TransactionFate | undefined) => void;
}

/**
 * The blocks that this connection follows anyway tell what became of its own transactions: asking the peer for the
 * status of each would cost a signed request more.
 */
export class CommitWatch {
  readonly #expected = new Map<string, Expected>();
  #followers = 0;

  /** @returns what ends it */
  follow(): () => void {
    this.#followers += 1;
    return () => {
      this.#followers -= 1;
    };
  }

  /** Of two transactions with one id only the first can be valid. */
  seen({ number, transactions }: CommittedBlock): void {
    for (const { transactionId, validationCode, events } of transactions) {
      const expected = this.#expected.get(transactionId);
      if (expected === undefined || expected.known !== undefined) continue;
      expected.known = { validationCode, blockNumber: number, hasEvents: events.length > 0 };
      expected.tell?.(expected.known);
    }
  }

  /** Must begin before the transaction is sent: its block may come before the answer to the sending. */
  watch(transactionId: string): Watched {
    const expected: Expected = {};
    this.#expected.set(transactionId, expected);
    return {
      fate: (ms) => this.#fate(expected, ms),
      stop: () => this.#expected.delete(transactionId),
    };
  }

  #fate(expected: Expected, ms: number): Promise<TransactionFate | undefined> {
    if (expected.known !== undefined || this.#followers === 0) return Promise.resolve(expected.known);
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms, undefined);
      expected.tell = (fate) => {
        clearTimeout(timer);
        resolve(fate);
      };
    });
  }
}
