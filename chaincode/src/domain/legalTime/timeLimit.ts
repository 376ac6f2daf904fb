// SPDX-License-Identifier: Apache-2.0
import { addDays, addMonths, addYears, endOfShanghaiDate, shanghaiDate } from '../../protocol/civilTime';
import type { Period } from '../../protocol/schemas/profile';
import { calendarOf, countWorkingDays, whyNotWorking, yearOf } from './workingDays';
import type { Calendars, SkippedDay } from './workingDays';

/** A time limit that can explain itself. */
export interface TimeLimit {
  readonly period: Period;
  /** The day of the event, which does not count (Civil Code art. 201); absent where seconds are counted. */
  readonly startDay?: string;
  readonly skipped: readonly SkippedDay[];
  /** The last day, until 24:00 in Asia/Shanghai (art. 203); absent where seconds are counted. */
  readonly lastDay?: string;
  /** The first instant, in milliseconds since 1970, at which the limit has passed. */
  readonly at: number;
  /** The calendars that the count rests on. */
  readonly calendarIds: readonly string[];
}

const correspondingDay = (startDay: string, period: Period): string =>
  period.unit === 'YEAR' ? addYears(startDay, period.length) : addMonths(startDay, period.length);

/** A last day that is no working day moves to the next one that is (Civil Code art. 203). */
const movedToWorkingDay = (
  lastDay: string,
  calendars: Calendars,
): { readonly lastDay: string; readonly skipped: readonly SkippedDay[] } => {
  const skipped: SkippedDay[] = [];
  let date = lastDay;
  for (let reason = whyNotWorking(date, calendars); reason !== undefined; reason = whyNotWorking(date, calendars)) {
    skipped.push({ date, reason });
    date = addDays(date, 1);
  }
  return { lastDay: date, skipped };
};

const countedIn = (dates: readonly string[], calendars: Calendars): string[] => [
  ...new Set(dates.map((date) => calendarOf(date, calendars).calendarId)),
];

/**
 * The limit for doing something, counted from an event.
 *
 * @param startAt - the instant of the event, in milliseconds since 1970
 * @throws RegistryError CALENDAR_NOT_PUBLISHED where the count would leave the published years
 */
export const timeLimit = (startAt: number, period: Period, calendars: Calendars): TimeLimit => {
  if (period.unit === 'SECOND') return { period, skipped: [], at: startAt + period.length * 1000, calendarIds: [] };
  const startDay = shanghaiDate(startAt);
  const counted =
    period.unit === 'WORKING_DAY'
      ? countWorkingDays(startDay, period.length, calendars)
      : movedToWorkingDay(correspondingDay(startDay, period), calendars);
  const firstCounted = period.unit === 'WORKING_DAY' ? addDays(startDay, 1) : counted.lastDay;
  const dates = [firstCounted, ...counted.skipped.map((day) => day.date), counted.lastDay];
  return {
    period,
    startDay,
    ...counted,
    at: endOfShanghaiDate(counted.lastDay),
    calendarIds: countedIn(dates, calendars),
  };
};

/**
 * The years whose calendars a limit may touch. A few more than it does are harmless: the count itself refuses a year
 * that it needs and has not.
 */
export const yearsTouched = (startAt: number, period: Period): number[] => {
  if (period.unit === 'SECOND') return [];
  const startDay = shanghaiDate(startAt);
  const first = period.unit === 'WORKING_DAY' ? addDays(startDay, 1) : correspondingDay(startDay, period);
  // Five of seven days are worked; the longest run of holidays, with its weekends, is far below 20 days.
  const last = addDays(first, period.unit === 'WORKING_DAY' ? period.length * 2 + 20 : 20);
  return Array.from({ length: yearOf(last) - yearOf(first) + 1 }, (_, index) => yearOf(first) + index);
};
