// SPDX-License-Identifier: Apache-2.0
/** Hands one thing round: whoever asks next waits until the holder before has given it back. */
export class Turns {
  #last: Promise<void> = Promise.resolve();

  /** @returns once it is the caller's turn: a function that ends the turn */
  async take(): Promise<() => void> {
    const before = this.#last;
    let end = (): void => undefined;
    this.#last = new Promise((resolve) => {
      end = resolve;
    });
    await before;
    return end;
  }
}
