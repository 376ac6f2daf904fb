// SPDX-License-Identifier: Apache-2.0
/** A statement with a name is parsed and planned once. Each takes memory, and texts that depend on a list never end. */
const MOST_NAMES = 200;
const LONGEST_TEXT = 2_000;

/** Names for the statements that come again and again: the first so many texts that are not long. */
export class StatementNames {
  readonly #names = new Map<string, string>();

  /** @returns the name of a text, always the same, or undefined where it gets none */
  nameOf(text: string): string | undefined {
    const known = this.#names.get(text);
    if (known !== undefined || this.#names.size >= MOST_NAMES || text.length > LONGEST_TEXT) return known;
    const name = `s${String(this.#names.size)}`;
    this.#names.set(text, name);
    return name;
  }
}
