// SPDX-License-Identifier: Apache-2.0
import { demand } from '../demand';
import { otherDutyOf } from '../people';
import { caseEvent } from './caseEvent';
import type { Decide, Step } from './facts';

/** Who has had another part in a case does not review it, and who has left it does not come back. */
const assertAssignable = ({ record, command, facts }: Step<'assignReviewer' | 'reassignReviewer'>): void => {
  const { reviewer: staffNo } = command;
  const past = [record.reviewer, ...(record.formerReviewers ?? [])];
  const isRelieved = past.some((former) => former?.staffNo === staffNo);
  demand(!isRelieved, 'REVIEWER_RELIEVED', { staffNo });
  const conflictsWith = otherDutyOf(record, staffNo, facts.actor);
  demand(conflictsWith === undefined, 'REVIEWER_NOT_INDEPENDENT', { staffNo, conflictsWith });
};

/** Row 9: the decider names the reviewer, who has had no other part in the case. */
export const decideAssignReviewer: Decide<'assignReviewer'> = (step) => {
  assertAssignable(step);
  const { record, command, facts, row } = step;
  return [caseEvent({ caseId: record.caseId, row, facts }, 'reviewerAssigned', { reviewer: command.reviewer })];
};

/** The reviewer named may not go on; what was reviewed so far is void. */
export const decideRecuseReviewer: Decide<'recuseReviewer'> = ({ record, command, facts, row }) => [
  caseEvent({ caseId: record.caseId, row, facts }, 'reviewerRecused', { reason: command.reason }),
];

/** Another reviewer takes the place of the one named, who need not have done anything yet. */
export const decideReassignReviewer: Decide<'reassignReviewer'> = (step) => {
  assertAssignable(step);
  const { record, command, facts, row } = step;
  const { reviewer, reasonCode, reason } = command;
  const data = { reviewer, reasonCode, reason };
  return [caseEvent({ caseId: record.caseId, row, facts }, 'reviewerReassigned', data, { reasonCode })];
};
