// SPDX-License-Identifier: Apache-2.0
import { formatInstant } from '../../protocol/civilTime';
import { extendedDeadline, resumedDeadline } from '../../protocol/legalTime/clockChanges';
import { calendarsByYear } from '../../protocol/legalTime/workingDays';
import { filing as filingSchema } from '../../protocol/schemas/filing';
import type { CaseRecord, Deadline, ReviewStage } from '../../protocol/schemas/records';
import { validated } from '../../protocol/schemas/validate';
import { demand } from '../demand';
import { lastSupplement } from '../supplements';
import { caseEvent, documentsOf } from './caseEvent';
import { openDeadline } from './deadline';
import type { CaseFacts, Decide } from './facts';
import { assertSupplied } from './filingRules';

/** Row 10: evidence that the review cannot do without. The clock of the review stands still until it is there. */
export const decideRequestSupplement: Decide<'requestSupplement'> = ({ record, command, facts, row }) => {
  const { items } = command;
  const names = items.map((item) => item.material);
  demand(new Set(names).size === names.length, 'CORRECTION_LIST_INVALID', { items: names });
  const deadline = openDeadline('SUPPLEMENT', facts);
  // The table admits this in these two states only.
  const data = { items, stage: record.state as ReviewStage, deadline };
  return [caseEvent({ caseId: record.caseId, row, facts }, 'supplementRequested', data, { deadline })];
};

const resumed = (record: CaseRecord, { now, calendars }: CaseFacts): { readonly deadline?: Deadline } => {
  const supplement = lastSupplement(record);
  if (supplement?.review === undefined) return {};
  const stop = { stoppedAt: supplement.stoppedAt, restartedAt: formatInstant(now) };
  return { deadline: resumedDeadline(supplement.review, stop, calendarsByYear(calendars)) };
};

/** Row 11: all that was asked for, beside what was there before; the clock starts again. */
export const decideSupplySupplement: Decide<'supplySupplement'> = ({ record, command, facts, row }) => {
  const { materials } = command;
  const asked: string[] = (lastSupplement(record)?.items ?? []).map((item) => item.material);
  const supplied: string[] = materials.map((material) => material.type);
  const missing = asked.filter((type) => !supplied.includes(type));
  const notListed = supplied.filter((type) => !asked.includes(type));
  demand(missing.length === 0 && notListed.length === 0, 'CORRECTION_NOT_AS_LISTED', { missing, notListed });
  const { filing } = record;
  assertSupplied(validated(filingSchema, { ...filing, materials: [...filing.materials, ...materials] }), facts);
  const clock = resumed(record, facts);
  const docs = documentsOf(materials);
  const data = { materials, ...clock };
  return [caseEvent({ caseId: record.caseId, row, facts }, 'supplementSupplied', data, { ...clock, docs })];
};

/** Row 12: what was asked for did not come. The review goes on with what is there, or the decider terminates. */
export const decideResumeReview: Decide<'resumeReview'> = ({ record, facts, row }) => {
  const clock = resumed(record, facts);
  return [caseEvent({ caseId: record.caseId, row, facts }, 'reviewResumed', clock, clock)];
};

/** Row 12: evidence was not supplied and the point cannot be verified otherwise (N35 art. 18). */
export const decideTerminate: Decide<'terminate'> = ({ record, command, facts, row }) => {
  const { reasonCode, legalBasis, reason } = command;
  const data = { reasonCode, legalBasis, reason };
  return [caseEvent({ caseId: record.caseId, row, facts }, 'applicationTerminated', data, { reasonCode, legalBasis })];
};

/** Row 17: more time, once, where the profile provides for it. */
export const decideExtendReview: Decide<'extendReview'> = ({ record, command, facts, row }) => {
  const { reasonCode, reason } = command;
  const { reviewExtension } = facts.profile.profile.periods;
  const isProvided = record.deadline !== undefined && reviewExtension !== undefined;
  demand(isProvided, 'EXTENSION_NOT_AVAILABLE', { profileId: facts.profile.profile.profileId });
  const deadline = extendedDeadline(record.deadline, reviewExtension, calendarsByYear(facts.calendars));
  const data = { reasonCode, reason, deadline };
  return [caseEvent({ caseId: record.caseId, row, facts }, 'reviewExtended', data, { deadline, reasonCode })];
};
