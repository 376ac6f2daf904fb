// SPDX-License-Identifier: Apache-2.0
import { LedgerBusy } from './errors';

export interface InFlightLimits {
  /** Calls that run at once. */
  readonly running: number;
  /** Calls that may wait for their turn. */
  readonly waiting: number;
  /** How long they may wait, in milliseconds. */
  readonly patienceMs?: number;
}

/** Whoever has waited so long is answered sooner by being told to come again than by a peer that is behind. */
const PATIENCE = 4_000;

/**
 * Sheds load before the peer does: so many calls run, so many wait in order and not for long, the next is refused at
 * once.
 */
export class InFlight {
  readonly #limits: InFlightLimits;
  readonly #queue: (() => void)[] = [];
  #running = 0;

  constructor(limits: InFlightLimits) {
    this.#limits = limits;
  }

  /** Calls under way and waiting, for the metrics. */
  get load(): { running: number; waiting: number } {
    return { running: this.#running, waiting: this.#queue.length };
  }

  /**
   * Runs a call in its turn.
   *
   * @throws LedgerBusy when too many wait, or when its turn does not come; the work was not begun
   */
  async run<T>(work: () => Promise<T>): Promise<T> {
    await this.#enter();
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  async #enter(): Promise<void> {
    if (this.#running < this.#limits.running) {
      this.#running += 1;
      return;
    }
    if (this.#queue.length >= this.#limits.waiting) throw new LedgerBusy({ retryAfterSeconds: 1 });
    await this.#wait();
  }

  #wait(): Promise<void> {
    return new Promise((resolve, reject) => {
      const turn = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.#queue.splice(this.#queue.indexOf(turn), 1);
        reject(new LedgerBusy({ retryAfterSeconds: 2 }));
      }, this.#limits.patienceMs ?? PATIENCE);
      this.#queue.push(turn);
    });
  }

  /** The place passes straight to the next in the queue, so nobody can slip in between. */
  #leave(): void {
    const next = this.#queue.shift();
    if (next) next();
    else this.#running -= 1;
  }
}
