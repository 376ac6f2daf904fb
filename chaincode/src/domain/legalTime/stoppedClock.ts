// SPDX-License-Identifier: Apache-2.0
import { addDays, endOfShanghaiDate, formatInstant, parseInstant, shanghaiDate } from '../../protocol/civilTime';
import type { Period } from '../../protocol/schemas/profile';
import type { Deadline } from '../../protocol/schemas/records';
import { timeLimit } from './timeLimit';
import { calendarOf, countWorkingDays, whyNotWorking } from './workingDays';
import type { Calendars } from './workingDays';

/** From when until when a clock stood still, in milliseconds since 1970. */
export interface ClockStop {
  readonly stoppedAt: number;
  readonly restartedAt: number;
}

/** How many working days lie after one date, up to and including another. */
export const workingDaysBetween = (after: string, upTo: string, calendars: Calendars): number => {
  let count = 0;
  for (let date = addDays(after, 1); date <= upTo; date = addDays(date, 1)) {
    if (whyNotWorking(date, calendars) === undefined) count += 1;
  }
  return count;
};

const moved = (deadline: Deadline, lastDay: string, calendars: Calendars): Deadline => ({
  ...deadline,
  at: formatInstant(endOfShanghaiDate(lastDay)),
  lastDay,
  calendarIds: [...new Set([...deadline.calendarIds, calendarOf(lastDay, calendars).calendarId])],
});

/**
 * A deadline after its clock stood still (N35 art. 28). The day of the stop still counts and the day of the restart
 * does not, as for any event (Civil Code art. 201); where no working day was left, the first one from the restart on is
 * the last. What is left is counted in working days whatever the unit of the period.
 *
 * @throws RegistryError CALENDAR_NOT_PUBLISHED
 */
export const resumedDeadline = (
  deadline: Deadline,
  { stoppedAt, restartedAt }: ClockStop,
  calendars: Calendars,
): Deadline => {
  if (deadline.lastDay === undefined) {
    return { ...deadline, at: formatInstant(parseInstant(deadline.at) + restartedAt - stoppedAt) };
  }
  const restartDay = shanghaiDate(restartedAt);
  const left = workingDaysBetween(shanghaiDate(stoppedAt), deadline.lastDay, calendars);
  const from = left === 0 ? addDays(restartDay, -1) : restartDay;
  return moved(deadline, countWorkingDays(from, Math.max(left, 1), calendars).lastDay, calendars);
};

/**
 * A deadline put off by a further period, counted from its last day.
 *
 * @throws RegistryError CALENDAR_NOT_PUBLISHED
 */
export const extendedDeadline = (deadline: Deadline, period: Period, calendars: Calendars): Deadline => {
  const at = parseInstant(deadline.at);
  // The limit is the instant after its last day.
  const limit = timeLimit(deadline.lastDay === undefined ? at : at - 1, period, calendars);
  return limit.lastDay === undefined
    ? { ...deadline, at: formatInstant(limit.at) }
    : moved(deadline, limit.lastDay, calendars);
};
