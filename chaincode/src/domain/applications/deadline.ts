// SPDX-License-Identifier: Apache-2.0
import { formatInstant } from '../../protocol/civilTime';
import type { Period, RuleProfile } from '../../protocol/schemas/profile';
import type { Deadline } from '../../protocol/schemas/records';
import { timeLimit } from '../legalTime/timeLimit';
import { calendarsByYear } from '../legalTime/workingDays';
import type { CaseFacts } from './facts';

const PERIOD_NAMES: Readonly<Record<Deadline['name'], 'acceptance' | 'correction' | 'review' | 'notice'>> = {
  ACCEPTANCE: 'acceptance',
  CORRECTION: 'correction',
  REVIEW: 'review',
  NOTICE: 'notice',
};

/** The period that a profile sets for a deadline. */
export const periodOf = (name: Deadline['name'], { periods }: RuleProfile): Period => periods[PERIOD_NAMES[name]];

/**
 * The deadline that a step opens now.
 *
 * @throws RegistryError CALENDAR_NOT_PUBLISHED
 */
export const openDeadline = (name: Deadline['name'], facts: CaseFacts): Deadline => {
  const limit = timeLimit(facts.now, periodOf(name, facts.profile.profile), calendarsByYear(facts.calendars));
  return {
    name,
    startedAt: formatInstant(facts.now),
    at: formatInstant(limit.at),
    ...(limit.lastDay === undefined ? {} : { lastDay: limit.lastDay }),
    calendarIds: limit.calendarIds,
  };
};
