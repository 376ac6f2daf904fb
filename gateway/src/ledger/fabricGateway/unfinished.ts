// SPDX-License-Identifier: Apache-2.0
import type { TransactionFate } from '../port';
import type { EndorsedTransaction } from './submit';

/** More than these are not kept: of the oldest only a block or the passing of time tells then. */
const MOST = 2_000;
/** Whoever sends on a short timer fills blocks with copies, which stay there for ever. In milliseconds. */
const APART = 5_000;

interface Kept {
  readonly transaction: EndorsedTransaction;
  sentAt: number;
}

/**
 * Transactions that were sent and of which nobody could say what became of them. An orderer that leads and dies takes
 * along what it had accepted and not yet written; nobody would ever send it again. The very same transaction may be sent
 * any number of times: of one id, at most one is valid.
 */
export class Unfinished {
  readonly #kept = new Map<string, Kept>();
  readonly #now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  keep(transaction: EndorsedTransaction): void {
    this.#kept.set(transaction.getTransactionId(), { transaction, sentAt: this.#now() });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MOST && oldest !== undefined) this.#kept.delete(oldest);
  }

  /** Its fate is known. */
  forget(transactionId: string): void {
    this.#kept.delete(transactionId);
  }

  /**
   * What became of a transaction: where nobody can say and it is one of ours, it is sent once more and asked for again.
   *
   * @param ask - answers undefined while no block holds it
   */
  async fate(
    transactionId: string,
    ask: () => Promise<TransactionFate | undefined>,
  ): Promise<TransactionFate | undefined> {
    const known = await ask();
    if (known) this.forget(transactionId);
    return known === undefined && (await this.sendAgain(transactionId)) ? ask() : known;
  }

  /**
   * Sends a transaction once more, unless it is none of ours or was sent a moment ago.
   *
   * @returns whether an orderer has taken it
   */
  async sendAgain(transactionId: string): Promise<boolean> {
    const kept = this.#kept.get(transactionId);
    if (kept === undefined || this.#now() - kept.sentAt < APART) return false;
    kept.sentAt = this.#now();
    try {
      await kept.transaction.submit();
      return true;
    } catch {
      // As unknown as before: whoever asks again has it sent again.
      return false;
    }
  }
}
