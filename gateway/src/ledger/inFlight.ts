// SPDX-License-Identifier: Apache-2.0
import { LedgerBusy } from './errors';

export interface InFlightLimits {
  /** Calls that run at once. */
  readonly running: number;
  /** Calls that may wait for their turn. */
  readonly waiting: number;
}

/** Sheds load before the peer does: so many calls run, so many wait in order, the next is refused at once. */
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
   * @throws LedgerBusy when too many wait
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
    await new Promise<void>((turn) => this.#queue.push(turn));
  }

  /** The place passes straight to the next in the queue, so nobody can slip in between. */
  #leave(): void {
    const next = this.#queue.shift();
    if (next) next();
    else this.#running -= 1;
  }
}
