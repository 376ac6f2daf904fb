// SPDX-License-Identifier: Apache-2.0
import type { CaseCommandName } from './commands';
import type { CaseState } from './records';

/** What follows from the passing of the deadline that runs in a state: a command that anybody may give then. */
export const TIME_RULES = {
  SUBMITTED: 'deemAccepted',
  CORRECTION: 'lapse',
  ACCEPTED: 'recordOverdue',
  FORMAL_REVIEW: 'recordOverdue',
  SUBSTANTIVE_REVIEW: 'recordOverdue',
  SUPPLEMENT: 'resumeReview',
  REVIEWED: 'recordOverdue',
  NOTICE: 'closeNotice',
  NOTICE_OBJECTED: 'recordObjectionOverdue',
  AMENDMENT: 'failNotice',
} as const satisfies Partial<Record<CaseState, CaseCommandName>>;
