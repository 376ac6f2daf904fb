// SPDX-License-Identifier: Apache-2.0
import { addDays, endOfShanghaiDate, formatInstant } from '../civilTime';
import type { Deadline, ProvisionalDeadline, SettledDeadline } from '../schemas/caseParts';
import type { Period } from '../schemas/profile';
import { timeLimit } from './timeLimit';
import { calendarIdOf } from './workingDays';
import type { BrokenCount, Calendars } from './workingDays';

/** What of a deadline does not depend on its end. */
export type Counting = Pick<Deadline, 'name' | 'startedAt' | 'period' | 'calendarIds'>;

/** The deadline with its end at 24:00 of a day. */
export const endingOn = (counting: Counting, lastDay: string): SettledDeadline => ({
  ...counting,
  at: formatInstant(endOfShanghaiDate(lastDay)),
  lastDay,
});

/** The deadline as far as calendars are published: it waits for the calendar of the day after. */
export const openFrom = (counting: Counting, { countedTo, missing }: BrokenCount): ProvisionalDeadline => ({
  ...counting,
  provisional: { countedTo, missing, awaits: calendarIdOf(addDays(countedTo, 1)) },
});

/**
 * The deadline that an event opens.
 *
 * @param startAt - the event that it is counted from, in milliseconds since 1970
 */
export const deadlineFrom = (
  name: Deadline['name'],
  { startAt, period }: { readonly startAt: number; readonly period: Period },
  calendars: Calendars,
): Deadline => {
  const limit = timeLimit(startAt, period, calendars);
  const counting = { name, startedAt: formatInstant(startAt), period, calendarIds: limit.calendarIds };
  if ('broken' in limit) return openFrom(counting, { ...limit.broken, skipped: limit.skipped });
  return limit.lastDay === undefined ? { ...counting, at: formatInstant(limit.at) } : endingOn(counting, limit.lastDay);
};
