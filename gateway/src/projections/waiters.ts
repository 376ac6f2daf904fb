// SPDX-License-Identifier: Apache-2.0
interface Waiter {
  readonly blockNumber: number;
  readonly done: (reached: boolean) => void;
}

/** Those who wait until a block's rows can be read. */
export class Waiters {
  readonly #waiting = new Set<Waiter>();
  #called: (() => void) | undefined;

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
      this.#called?.();
    });
  }

  /**
   * A pause that ends as soon as anybody waits.
   *
   * @param ms - how long at most
   */
  leisure(ms: number): Promise<void> {
    if (this.#waiting.size > 0) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#called = () => {
        clearTimeout(timer);
        this.#called = undefined;
        resolve();
      };
    });
  }

  reached(blockNumber: number): void {
    for (const waiter of [...this.#waiting]) if (waiter.blockNumber <= blockNumber) waiter.done(true);
  }

  /** Nothing more will come. */
  giveUp(): void {
    this.#called?.();
    for (const waiter of [...this.#waiting]) waiter.done(false);
  }
}
