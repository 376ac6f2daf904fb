// SPDX-License-Identifier: Apache-2.0
import type { CaseCommandName } from '../protocol/schemas/commands';
import type { CaseRecord, CaseState, Person } from '../protocol/schemas/records';
import { LIFECYCLE } from './lifecycle';
import type { Branch, Row } from './lifecycle';
import { isRelated } from './relation';
import { unmetRequirement } from './requirements';

/**
 * The step that a command takes in a state.
 *
 * @param branches - what holds of profile and case, where two rows differ by it; without it the first row counts
 * @returns undefined where the procedure names no such step
 */
export const transition = (
  state: Row['from'],
  command: CaseCommandName,
  branches?: readonly Branch[],
): Row | undefined =>
  LIFECYCLE.find(
    (row) =>
      row.from === state &&
      row.command === command &&
      (row.branch === undefined || branches === undefined || branches.includes(row.branch)),
  );

/** The states in which a command may be given. */
export const statesFor = (command: CaseCommandName): (CaseState | 'NONE')[] => [
  ...new Set(LIFECYCLE.filter((row) => row.command === command).map((row) => row.from)),
];

/**
 * The commands that the actor may give on a case now, as far as they depend on state, time and person.
 *
 * @param now - in milliseconds since 1970
 */
export const allowedCommands = (record: CaseRecord, actor: Person, now: number): CaseCommandName[] => {
  const rows = LIFECYCLE.filter(
    (row) =>
      row.from === record.state &&
      row.roles.includes(actor.role) &&
      isRelated(row.relation, record, actor) &&
      unmetRequirement(row, { record, actor, now }) === undefined,
  );
  return [...new Set(rows.map((row) => row.command))];
};
