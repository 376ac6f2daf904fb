// SPDX-License-Identifier: Apache-2.0
import type { JsonInputObject } from '../protocol/canonicalJson';
import { parseInstant } from '../protocol/civilTime';
import type { ErrorCode } from '../protocol/errors';
import type { CaseRecord, Deadline, Person } from '../protocol/schemas/records';
import type { RequirementName, Row } from './lifecycle';
import { conflictingDuty, isSamePerson } from './people';
import { isParty } from './relation';
import { lastSupplement } from './supplements';
import { openObjections } from './objections/openObjections';

/** A case as somebody finds it at a time. */
export interface Situation {
  readonly record: CaseRecord;
  readonly actor: Person;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Why a step may not be taken now. */
export interface Unmet {
  readonly code: ErrorCode;
  readonly details: JsonInputObject;
}

type Requirement = (situation: Situation) => Unmet | undefined;

const unless = (isMet: boolean, code: ErrorCode, details: JsonInputObject = {}): Unmet | undefined =>
  isMet ? undefined : { code, details };

/** Whether a deadline's end is known and has come. */
export const hasPassed = ({ at }: Deadline, now: number): boolean => at !== undefined && now >= parseInstant(at);

/** While a deadline is provisional nobody is too late: its end is not known. */
const within =
  (name: Deadline['name'], code: ErrorCode): Requirement =>
  ({ record: { deadline }, now }) => {
    const isWithin = deadline?.name === name && !hasPassed(deadline, now);
    return unless(isWithin, code, deadline?.at === undefined ? {} : { endedAt: deadline.at });
  };

/** When a deadline ends, or for which calendar it waits. */
const endOf = (deadline: Deadline | undefined): JsonInputObject => {
  if (deadline?.provisional !== undefined) return { awaits: deadline.provisional.awaits };
  return deadline === undefined ? {} : { endsAt: deadline.at };
};

/** Nothing follows from the passing of a deadline before its end is known. */
const after =
  (name: Deadline['name']): Requirement =>
  ({ record: { deadline }, now }) =>
    unless(deadline?.name === name && hasPassed(deadline, now), 'PERIOD_STILL_RUNNING', endOf(deadline));

/** A clock that has run out cannot be stopped; one that is known to have run out no longer matters. */
const reviewNotOver: Requirement = (situation) =>
  situation.record.overdue === undefined ? within('REVIEW', 'REVIEW_PERIOD_OVER')(situation) : undefined;

const noticeOver: Requirement = ({ record, now }) => {
  const endsAt = record.notices.at(-1)?.endsAt;
  if (endsAt === undefined) return { code: 'NOTICE_STILL_OPEN', details: endOf(record.deadline) };
  return unless(now >= parseInstant(endsAt), 'NOTICE_STILL_OPEN', { endsAt });
};

/** While the end of a notice is not known, no objection is too late. */
const beforeNoticeEnd: Requirement = ({ record, now }) => {
  const notice = record.notices.at(-1);
  const isOver = notice === undefined || (notice.endsAt !== undefined && now >= parseInstant(notice.endsAt));
  return unless(!isOver, 'OBJECTION_TOO_LATE', { endsAt: notice?.endsAt, reasonCode: 'OB-LATE' });
};

const objectionUnanswered: Requirement = ({ record }) =>
  unless(
    openObjections(record).some(({ repliedAt }) => repliedAt === undefined),
    'OBJECTION_ALREADY_ANSWERED',
  );

const declaredIndependent: Requirement = ({ record, actor }) => {
  const declaration = record.agency?.independence;
  return unless(declaration !== undefined && isSamePerson(declaration.declaredBy, actor), 'INDEPENDENCE_NOT_DECLARED');
};

const dutiesSeparated: Requirement = ({ record, actor }) => {
  const conflictsWith = conflictingDuty(record, actor);
  return unless(conflictsWith === undefined, 'DUTIES_NOT_SEPARATED', { role: actor.role, conflictsWith });
};

const REQUIREMENTS: Readonly<Record<RequirementName, Requirement>> = {
  WITHIN_ACCEPTANCE: within('ACCEPTANCE', 'ACCEPTANCE_PERIOD_OVER'),
  WITHIN_CORRECTION: within('CORRECTION', 'CORRECTION_PERIOD_OVER'),
  WITHIN_NOTICE: within('NOTICE', 'WITHDRAWAL_TOO_LATE'),
  ACCEPTANCE_OVER: after('ACCEPTANCE'),
  CORRECTION_OVER: after('CORRECTION'),
  REVIEW_OVER: after('REVIEW'),
  WITHIN_REVIEW: within('REVIEW', 'REVIEW_PERIOD_OVER'),
  REVIEW_NOT_OVER: reviewNotOver,
  WITHIN_SUPPLEMENT: within('SUPPLEMENT', 'SUPPLEMENT_PERIOD_OVER'),
  SUPPLEMENT_OVER: after('SUPPLEMENT'),
  SUPPLEMENT_MISSED: ({ record }) =>
    unless(lastSupplement(record)?.outcome === 'NOT_SUPPLIED', 'SUPPLEMENT_NOT_MISSED'),
  NO_EARLIER_EXTENSION: ({ record }) => unless(record.extension === undefined, 'EXTENSION_NOT_AVAILABLE'),
  NOTICE_OVER: noticeOver,
  DEADLINE_PROVISIONAL: ({ record }) =>
    unless(record.deadline?.provisional !== undefined, 'DEADLINE_NOT_PROVISIONAL', endOf(record.deadline)),
  NO_EARLIER_CORRECTION: ({ record }) => unless(record.correction === undefined, 'CORRECTION_ALREADY_REQUESTED'),
  REFUSAL_PROPOSED: ({ record }) => unless(record.refusal !== undefined, 'REFUSAL_NOT_PROPOSED'),
  ASSIGNED_REVIEWER: ({ record, actor }) =>
    unless(actor.staffNo !== undefined && actor.staffNo === record.reviewer?.staffNo, 'NOT_THE_ASSIGNED_REVIEWER'),
  REVIEWER_ASSIGNED: ({ record }) => unless(record.reviewer !== undefined, 'REVIEWER_NOT_ASSIGNED'),
  NO_REVIEWER_YET: ({ record }) => unless(record.reviewer === undefined, 'REVIEWER_ALREADY_ASSIGNED'),
  AGENCY_ASSIGNED: ({ record }) => unless(record.agency !== undefined, 'AGENCY_NOT_ASSIGNED'),
  AGENCY_MAY_BE_CHOSEN: ({ record }) =>
    unless(record.drawOnly !== true, 'DRAW_REQUIRED', { profileId: record.profile.profileId, instead: 'requestDraw' }),
  NO_AGENCY_YET: ({ record }) => unless(record.agency === undefined, 'AGENCY_ALREADY_ASSIGNED'),
  NO_DRAW_PENDING: ({ record }) => unless(record.draw === undefined, 'DRAW_PENDING'),
  DRAW_REQUESTED: ({ record }) => unless(record.draw !== undefined, 'DRAW_NOT_REQUESTED'),
  NOT_YET_DECLARED: ({ record }) => unless(record.agency?.independence === undefined, 'INDEPENDENCE_ALREADY_DECLARED'),
  DECLARED_INDEPENDENT: declaredIndependent,
  OBJECTOR_IS_NO_PARTY: ({ record, actor }) => unless(!isParty(record, actor), 'OBJECTOR_IS_PARTY'),
  BEFORE_NOTICE_END: beforeNoticeEnd,
  OBJECTION_UNANSWERED: objectionUnanswered,
  OBJECTION_OVER: after('OBJECTION'),
  WITHIN_AMENDMENT: within('AMENDMENT', 'AMENDMENT_PERIOD_OVER'),
  AMENDMENT_OVER: after('AMENDMENT'),
  DUTIES_SEPARATED: dutiesSeparated,
};

/** The first requirement of a step that does not hold, in the order in which the table names them. */
export const unmetRequirement = (row: Row, situation: Situation): Unmet | undefined => {
  for (const name of row.needs) {
    const unmet = REQUIREMENTS[name](situation);
    if (unmet !== undefined) return unmet;
  }
  return undefined;
};
