// SPDX-License-Identifier: Apache-2.0
/**
 * A bounded memory of what was read, least recently used first out. A reading that was overtaken by a forgetting is not
 * kept: it may be older than what the forgetting was about.
 */
export class ReadingCache<T> {
  readonly #entries = new Map<string, T>();
  readonly #limit: number;
  #generation = 0;

  /** @param limit - how many entries are kept */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** What is kept, or what `read` brings; nothing is kept of undefined, so that guesses do not push out what is real. */
  async get(key: string, read: () => Promise<T | undefined>): Promise<T | undefined> {
    const kept = this.#entries.get(key);
    if (kept !== undefined) {
      this.#entries.delete(key);
      this.#entries.set(key, kept);
      return kept;
    }
    const generation = this.#generation;
    const value = await read();
    if (value !== undefined && generation === this.#generation) this.#keep(key, value);
    return value;
  }

  forget(keys: readonly string[]): void {
    if (keys.length === 0) return;
    this.#generation += 1;
    for (const key of keys) this.#entries.delete(key);
  }

  clear(): void {
    this.#generation += 1;
    this.#entries.clear();
  }

  #keep(key: string, value: T): void {
    this.#entries.set(key, value);
    const oldest = this.#entries.size > this.#limit ? this.#entries.keys().next() : undefined;
    if (oldest?.value !== undefined) this.#entries.delete(oldest.value);
  }
}
