// SPDX-License-Identifier: Apache-2.0
import { ROLES } from '../../protocol/identifiers/roles';
import { NOTICE_FAILURE_REASONS, OBJECTION_REASONS } from '../../protocol/schemas/objectionVocabulary';
import type { CaseState } from '../../protocol/schemas/records';
import type { ObjectionBranch, Row } from './row';

const PARTIES = ['applicant', 'agent'] as const;
type Outcome = Pick<Row, 'row' | 'to' | 'branch' | 'opens'>;

/**
 * What follows when an objection is closed and its notice has not failed. The notice goes on where its time has not run
 * out; where it has, nothing is left to wait for.
 */
const CLOSED: readonly Outcome[] = [
  { row: 22, to: 'NOTICE_OBJECTED', branch: 'OTHERS_OPEN' },
  { row: 22, to: 'NOTICE', branch: 'NOTICE_RUNS', opens: 'NOTICE' },
  { row: 22, to: 'READY', branch: 'NOTICE_RAN_OUT' },
  { row: 23, to: 'AMENDMENT', branch: 'TO_BE_AMENDED', opens: 'AMENDMENT' },
];

const FAILED: readonly (readonly [ObjectionBranch, CaseState])[] = [
  ['FAILURE_TERMINATES', 'TERMINATED'],
  ['FAILURE_REJECTS', 'REJECTED'],
];
const FAILURE = FAILED.map(([branch, to]): Outcome => ({ row: 24, to, branch }));

const raising = (from: 'NOTICE' | 'NOTICE_OBJECTED'): Row => ({
  row: 21,
  command: 'raiseObjection',
  from,
  to: 'NOTICE_OBJECTED',
  roles: ['applicant'],
  relation: 'ENROLLED',
  needs: ['OBJECTOR_IS_NO_PARTY', 'BEFORE_NOTICE_END'],
  event: 'noticeObjected',
  article: 'objection',
  closes: from === 'NOTICE' ? 'NOTICE' : 'OBJECTION',
  opens: 'OBJECTION',
});

const withdrawn = (outcome: Outcome): Row => ({
  ...outcome,
  command: 'withdrawObjection',
  from: 'NOTICE_OBJECTED',
  roles: ['applicant'],
  relation: 'OBJECTOR',
  needs: [],
  event: 'objectionWithdrawn',
  article: 'objection',
  closes: 'OBJECTION',
});

const decided = (outcome: Outcome): Row => ({
  ...outcome,
  command: 'decideObjection',
  from: 'NOTICE_OBJECTED',
  roles: ['decider'],
  relation: 'REGISTRY',
  needs: ['DUTIES_SEPARATED'],
  event: 'objectionDecided',
  article: 'objection',
  closes: 'OBJECTION',
  reasonCodes: OBJECTION_REASONS,
});

/** Only published fields are amended, and each must change: so what follows is always a new notice, by the decider. */
const AMENDED: Row = {
  row: 23,
  command: 'supplyAmendment',
  from: 'AMENDMENT',
  to: 'REVIEWED',
  roles: PARTIES,
  relation: 'PARTY',
  needs: ['WITHIN_AMENDMENT'],
  event: 'amendmentSupplied',
  article: 'amendment',
  closes: 'AMENDMENT',
  opens: 'REVIEW',
};

const failed = (outcome: Outcome): Row => ({
  ...outcome,
  command: 'failNotice',
  from: 'AMENDMENT',
  roles: ROLES,
  relation: 'ANYONE',
  needs: ['AMENDMENT_OVER'],
  event: 'noticeFailed',
  article: 'amendment',
  closes: 'AMENDMENT',
  reasonCodes: NOTICE_FAILURE_REASONS,
});

/** Objections while a notice runs: several side by side, each decided; then the notice goes on, is amended, or fails. */
export const OBJECTION: readonly Row[] = [
  raising('NOTICE'),
  raising('NOTICE_OBJECTED'),
  {
    row: 21,
    command: 'replyToObjection',
    from: 'NOTICE_OBJECTED',
    to: 'NOTICE_OBJECTED',
    roles: PARTIES,
    relation: 'PARTY',
    needs: ['OBJECTION_UNANSWERED'],
    event: 'objectionReplied',
    article: 'objection',
  },
  {
    row: 22,
    command: 'recordObjectionOverdue',
    from: 'NOTICE_OBJECTED',
    to: 'NOTICE_OBJECTED',
    roles: ROLES,
    relation: 'ANYONE',
    needs: ['OBJECTION_OVER'],
    event: 'objectionsOverdue',
    article: 'objection',
    closes: 'OBJECTION',
  },
  ...CLOSED.map(withdrawn),
  ...[...CLOSED, ...FAILURE].map(decided),
  AMENDED,
  ...FAILURE.map(failed),
];
