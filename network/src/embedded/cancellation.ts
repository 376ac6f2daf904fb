// SPDX-License-Identifier: Apache-2.0

/** Whether the caller of a call still waits. Lighter than an AbortSignal, of which every call would need one. */
export class Cancellation {
  readonly #listeners = new Set<() => void>();
  #isCancelled = false;

  get isCancelled(): boolean {
    return this.#isCancelled;
  }

  cancel(): void {
    this.#isCancelled = true;
    for (const listener of this.#listeners) listener();
    this.#listeners.clear();
  }

  /** Calls back once when the caller goes away. @returns a function that takes the listener off */
  onCancel(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }
}
