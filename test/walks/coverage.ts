// SPDX-License-Identifier: Apache-2.0
import { LIFECYCLE } from '../../chaincode/src/domain/lifecycle';
import type { Row } from '../../chaincode/src/domain/lifecycle';
import type { CaseCommandName } from '../../chaincode/src/protocol/schemas/commands';

/** A row of the lifecycle in words. */
export const rowName = ({ row, command, from, to }: Row): string => `${row} ${command}: ${from} → ${to}`;

/** Which rows of the lifecycle a walk has taken, and how often. */
export class Coverage {
  readonly #taken = new Map<Row, number>(LIFECYCLE.map((row) => [row, 0]));
  #untaken: readonly Row[] = LIFECYCLE;

  /** @throws Error where the table has no such step: then something happened that may not */
  take({ from, command, to }: Pick<Row, 'from' | 'command' | 'to'>): Row {
    const row = LIFECYCLE.find((one) => one.from === from && one.command === command && one.to === to);
    if (row === undefined) throw new Error(`The lifecycle has no step ${command}: ${from} → ${to}.`);
    this.#taken.set(row, (this.#taken.get(row) ?? 0) + 1);
    this.#untaken = this.#untaken.filter((one) => one !== row);
    return row;
  }

  untaken(): readonly Row[] {
    return this.#untaken;
  }

  /** Whether a step from a state, by a command where one is given, is still to be taken. */
  lacks(from: Row['from'], command?: CaseCommandName): boolean {
    return this.#untaken.some((row) => row.from === from && (command === undefined || row.command === command));
  }

  counts(): [string, number][] {
    return [...this.#taken].map(([row, count]) => [rowName(row), count]);
  }
}
