// SPDX-License-Identifier: Apache-2.0
/**
 * The smallest of all different values that pass by (bottom-k, Cohen and Kaplan 2007). Where the values are hashes, the
 * smallest of two sets tell how much the sets have in common, however large they are.
 */
export class BottomK {
  readonly #size: number;
  readonly #smallest: number[] = [];
  #bound = Infinity;

  constructor(size: number) {
    this.#size = size;
  }

  offer(value: number): void {
    if (value < this.#bound) this.#insert(value);
  }

  /** Ascending. */
  values(): readonly number[] {
    return this.#smallest;
  }

  #insert(value: number): void {
    const behind = this.#smallest.findIndex((one) => one >= value);
    const place = behind === -1 ? this.#smallest.length : behind;
    if (this.#smallest[place] === value) return;
    this.#smallest.splice(place, 0, value);
    if (this.#smallest.length > this.#size) this.#smallest.pop();
    if (this.#smallest.length === this.#size) this.#bound = this.#smallest.at(-1) ?? Infinity;
  }
}
