// SPDX-License-Identifier: Apache-2.0
import type { Role } from '@registry/chaincode/protocol';
import { LIFECYCLE } from '../../../chaincode/src/domain/lifecycle';
import type { CaseCommandName } from '../../../chaincode/src/protocol/schemas/commands';
import { APPLICANT, OBJECTOR } from './casesInStates';

/** Those who log in: the clock is a service. */
export type PersonRole = Exclude<Role, 'clock'>;

/** Somebody of each role at zhengzhou's gateway: for the applicants whoever filed, of the agencies the one assigned. */
export const PEOPLE: Readonly<Record<PersonRole, string>> = {
  applicant: APPLICANT,
  agent: 'zhengzhou-agent-1',
  acceptance: 'zhengzhou-acceptance-1',
  reviewer: 'zhengzhou-reviewer-1',
  decider: 'zhengzhou-decider-1',
  agency: 'agency-expert-1',
  supervisor: 'supervisor-officer-1',
  judicial: 'court-officer-1',
};
export const PERSON_ROLES = Object.keys(PEOPLE) as PersonRole[];

/** Somebody of the same role whom no case of zhengzhou concerns; staff work at another registry. */
export const OUTSIDERS: Readonly<Partial<Record<PersonRole, { readonly gateway: string; readonly name: string }>>> = {
  applicant: { gateway: 'zhengzhou', name: OBJECTOR },
  agent: { gateway: 'zhengzhou', name: 'zhengzhou-agent-1' },
  acceptance: { gateway: 'guiyang', name: 'guiyang-acceptance-1' },
  reviewer: { gateway: 'guiyang', name: 'guiyang-reviewer-1' },
  decider: { gateway: 'guiyang', name: 'guiyang-decider-1' },
  agency: { gateway: 'zhengzhou', name: 'agency-expert-2' },
};

/** The roles that the procedure gives a command to. */
export const rolesOf = (command: CaseCommandName): readonly Role[] => [
  ...new Set(LIFECYCLE.filter((row) => row.command === command).flatMap(({ roles }) => roles)),
];

/** Whether any role may give it: time rules, which anybody may see to. */
export const isForAnybody = (command: CaseCommandName): boolean => rolesOf(command).includes('judicial');

/** Who gives a command where everything is as it should be. */
export const giverOf = (command: CaseCommandName): string => {
  if (command === 'raiseObjection' || command === 'withdrawObjection') return OBJECTOR;
  const roles = rolesOf(command);
  // Of a time rule, somebody who sees every case.
  return PEOPLE[isForAnybody(command) ? 'decider' : PERSON_ROLES.find((role) => roles.includes(role))!];
};
