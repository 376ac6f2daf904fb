// SPDX-License-Identifier: Apache-2.0
import { BottomK } from './bottomK';

/** Names beyond these are not looked at: a file may call every value by a name of its own. */
const MOST_COLUMNS = 1_000;
/** Column names that stand for a schema, beside the one value for all of it. */
const CHOSEN = 3;

/** A column of text is another value than one of numbers; all are integers below 2^53. */
const TEXT = 2 ** 53 - 1;
/** A sum of parts stays exact. */
const PART = 2 ** 40;
const WHOLE = 2 ** 52;

/** Names and types of columns, in no order. */
export class Columns {
  /** By the hash of its name, whether all that was seen under it are numbers. */
  readonly #areNumbers = new Map<number, boolean>();

  see(name: number, isNumber: boolean): void {
    const before = this.#areNumbers.get(name);
    if (before === undefined && this.#areNumbers.size >= MOST_COLUMNS) return;
    this.#areNumbers.set(name, (before ?? true) && isNumber);
  }

  /** One value for the whole, then some that stand for single columns; none where no column has a name. */
  values(): readonly number[] {
    const columns = [...this.#areNumbers].map(([name, isNumber]) => (isNumber ? name : TEXT - name));
    if (columns.length === 0) return [];
    const chosen = new BottomK(CHOSEN);
    for (const column of columns) chosen.offer(column);
    return [columns.reduce((sum, column) => (sum + (column % PART)) % WHOLE, 0), ...chosen.values()];
  }
}
