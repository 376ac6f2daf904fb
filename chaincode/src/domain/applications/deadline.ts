// SPDX-License-Identifier: Apache-2.0
import { deadlineFrom } from '../../protocol/legalTime/deadline';
import { calendarsByYear } from '../../protocol/legalTime/workingDays';
import type { Period, RuleProfile } from '../../protocol/schemas/profile';
import type { Deadline } from '../../protocol/schemas/records';
import type { CaseFacts } from './facts';

type Periods = RuleProfile['periods'];

const PERIODS: Readonly<Record<Deadline['name'], (periods: Periods) => Period>> = {
  ACCEPTANCE: (periods) => periods.acceptance,
  CORRECTION: (periods) => periods.correction,
  REVIEW: (periods) => periods.review,
  SUPPLEMENT: (periods) => periods.supplement ?? periods.correction,
  NOTICE: (periods) => periods.notice,
  OBJECTION: (periods) => periods.objectionDecision ?? periods.review,
  AMENDMENT: (periods) => periods.amendment ?? periods.correction,
};

/** The period that a profile sets for a deadline. */
export const periodOf = (name: Deadline['name'], { periods }: RuleProfile): Period => PERIODS[name](periods);

/**
 * The deadline that a step opens.
 *
 * @param startAt - the event that it is counted from, in milliseconds since 1970; now, unless the law says otherwise
 * @returns a provisional one where the period reaches beyond the published calendars
 */
export const openDeadline = (
  name: Deadline['name'],
  facts: Pick<CaseFacts, 'now' | 'profile' | 'calendars'>,
  startAt = facts.now,
): Deadline => {
  const period = periodOf(name, facts.profile.profile);
  return deadlineFrom(name, { startAt, period }, calendarsByYear(facts.calendars));
};
