// SPDX-License-Identifier: Apache-2.0
import { parseInstant } from '../../protocol/civilTime';
import { RegistryError } from '../../protocol/errors';
import type { CaseCommandName } from '../../protocol/schemas/commands';
import type { CaseRecord } from '../../protocol/schemas/records';
import type { RuleProfile } from '../../protocol/schemas/profile';
import { demand } from '../demand';
import { LIFECYCLE } from '../lifecycle';
import type { Branch, Row } from '../lifecycle';
import { objectionBranches } from '../objections/branches';
import { isRelated } from '../relation';
import { unmetRequirement } from '../requirements';
import type { Situation } from '../requirements';
import { lastSupplement } from '../supplements';
import { statesFor, transition } from '../transition';

/** A situation, with what is asked for in it. */
export interface Request extends Situation {
  readonly command: object;
}

/** A review that goes back to a new reviewer keeps the opinion that the agency has given. */
const isForAgency = ({ review }: RuleProfile, { agency }: CaseRecord): boolean =>
  review.agency && agency?.opinion === undefined;

/** Evidence that the agency asked for leads back to it, unless the formal review has become void meanwhile. */
const isAskedByAgency = (record: CaseRecord): boolean =>
  lastSupplement(record)?.stage === 'SUBSTANTIVE_REVIEW' && record.formalReview !== undefined;

/** What tells rows apart: the way of review, the stage at which evidence was asked for, what becomes of an objection. */
const branchesOf = (name: CaseCommandName, request: Request, profile: RuleProfile): Branch[] => [
  isForAgency(profile, request.record) ? 'AGENCY_REVIEW' : 'NO_AGENCY_REVIEW',
  isAskedByAgency(request.record) ? 'SUBSTANTIVE_STAGE' : 'FORMAL_STAGE',
  ...objectionBranches(name, request, profile),
];

/** Where there is no row, and a reason of its own for it. */
const outOfPlace = (name: CaseCommandName, { state }: CaseRecord): RegistryError =>
  name === 'closeNotice' && state === 'NOTICE_OBJECTED'
    ? new RegistryError('OBJECTION_OPEN')
    : new RegistryError('UNEXPECTED_STATE', { current: state, expected: statesFor(name) });

const isFor = (row: Row, { record, actor }: Situation): boolean =>
  row.roles.includes(actor.role) && isRelated(row.relation, record, actor);

/** Denied by default: some row must give this command to the actor's role and relation. */
const assertEntitled = (command: CaseCommandName, situation: Situation): void => {
  const isEntitled = LIFECYCLE.some((row) => row.command === command && isFor(row, situation));
  demand(isEntitled, 'ACCESS_DENIED', { command, role: situation.actor.role });
};

/**
 * The row of the lifecycle that admits a command now.
 *
 * @throws RegistryError ACCESS_DENIED, TIME_BEFORE_LAST_EVENT, UNEXPECTED_STATE, OBJECTION_OPEN, or the code of an unmet
 * requirement
 */
export const admit = (command: CaseCommandName, situation: Request, profile: RuleProfile): Row => {
  assertEntitled(command, situation);
  const { record, now } = situation;
  demand(now >= parseInstant(record.lastEventAt), 'TIME_BEFORE_LAST_EVENT', { lastEventAt: record.lastEventAt });
  const row = transition(record.state, command, branchesOf(command, situation, profile));
  if (row === undefined) throw outOfPlace(command, record);
  // The same command may fall to somebody else in another state.
  demand(isFor(row, situation), 'ACCESS_DENIED', { command, role: situation.actor.role });
  const unmet = unmetRequirement(row, situation);
  if (unmet !== undefined) throw new RegistryError(unmet.code, unmet.details);
  return row;
};
