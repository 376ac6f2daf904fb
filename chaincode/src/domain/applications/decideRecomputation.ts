// SPDX-License-Identifier: Apache-2.0
import { RegistryError } from '../../protocol/errors';
import { settledDeadline } from '../../protocol/legalTime/clockChanges';
import { calendarsByYear } from '../../protocol/legalTime/workingDays';
import type { CaseRecord, Deadline } from '../../protocol/schemas/records';
import { caseEvent } from './caseEvent';
import type { CaseFacts, Decide } from './facts';

/** The notice behind an objection waits for the same calendars. */
const objectedNotice = (record: CaseRecord, { calendars }: CaseFacts): Pick<CaseRecord, 'objectedNotice'> =>
  record.objectedNotice === undefined
    ? {}
    : { objectedNotice: settledDeadline(record.objectedNotice, calendarsByYear(calendars)) };

/**
 * The calendar that a provisional deadline waited for is published: its end becomes known, or it waits for a further
 * year. Whoever says so adds nothing of their own.
 */
export const decideRecomputeDeadline: Decide<'recomputeDeadline'> = ({ record, facts, row }) => {
  // The table admits this only while a provisional deadline runs.
  const before = record.deadline as Deadline;
  const deadline = settledDeadline(before, calendarsByYear(facts.calendars));
  const awaits = deadline.provisional?.awaits;
  if (awaits !== undefined && awaits === before.provisional?.awaits) {
    throw new RegistryError('CALENDAR_NOT_PUBLISHED', { calendarId: awaits });
  }
  const data = { deadline, ...objectedNotice(record, facts) };
  return [caseEvent({ caseId: record.caseId, row, facts }, 'deadlineRecomputed', data, { deadline })];
};
