// SPDX-License-Identifier: Apache-2.0
interface Waiter {
  readonly blockNumber: number;
  readonly done: (reached: boolean) => void;
}

/** Those who wait until a block's rows can be read. */
export class Waiters {
  readonly #waiting = new Set<Waiter>();

  /**
   * @param ms - how long at most
   * @returns whether the block was reached in that time
   */
  wait(blockNumber: number, ms: number): Promise<boolean> {
    return new Promise((resolve) => {
      const done = (reached: boolean): void => {
        clearTimeout(timer);
        this.#waiting.delete(waiter);
        resolve(reached);
      };
      const waiter = { blockNumber, done };
      const timer = setTimeout(done, ms, false);
      this.#waiting.add(waiter);
    });
  }

  reached(blockNumber: number): void {
    for (const waiter of [...this.#waiting]) if (waiter.blockNumber <= blockNumber) waiter.done(true);
  }

  /** Nothing more will come. */
  giveUp(): void {
    for (const waiter of [...this.#waiting]) waiter.done(false);
  }
}
