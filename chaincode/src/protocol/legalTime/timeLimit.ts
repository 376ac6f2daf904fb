// SPDX-License-Identifier: Apache-2.0
import { addDays, addMonths, addYears, endOfShanghaiDate, shanghaiDate } from '../civilTime';
import type { Period } from '../schemas/profile';
import { calendarIdsOf, countAsPublished, yearOf } from './workingDays';
import type { BrokenCount, Calendars, SkippedDay } from './workingDays';

interface Counted {
  readonly period: Period;
  readonly skipped: readonly SkippedDay[];
  /** The calendars that the count rests on. */
  readonly calendarIds: readonly string[];
  /** The day of the event, which does not count (Civil Code art. 201); absent where seconds are counted. */
  readonly startDay?: string;
}

/** A time limit that is counted to its end. */
export interface KnownLimit extends Counted {
  /** The last day, until 24:00 in Asia/Shanghai (art. 203); absent where seconds are counted. */
  readonly lastDay?: string;
  /** The first instant, in milliseconds since 1970, at which the limit has passed. */
  readonly at: number;
}

/** A time limit that reaches beyond the published calendars: it is never guessed. */
export interface OpenLimit extends Counted {
  readonly broken: Pick<BrokenCount, 'countedTo' | 'missing'>;
}

/** A time limit that can explain itself. */
export type TimeLimit = KnownLimit | OpenLimit;

/** The day of a later month or year that corresponds to one (Civil Code art. 202). */
export const correspondingDay = (day: string, period: Period): string =>
  period.unit === 'YEAR' ? addYears(day, period.length) : addMonths(day, period.length);

/** A last day that is no working day moves to the next one that is (art. 203): the first working day from it on. */
const countFrom = (day: string, period: Period): { readonly after: string; readonly length: number } =>
  period.unit === 'WORKING_DAY'
    ? { after: day, length: period.length }
    : { after: addDays(correspondingDay(day, period), -1), length: 1 };

/**
 * The limit for doing something, counted from an event.
 *
 * @param startAt - the instant of the event, in milliseconds since 1970
 */
export const timeLimit = (startAt: number, period: Period, calendars: Calendars): TimeLimit => {
  if (period.unit === 'SECOND') return { period, skipped: [], at: startAt + period.length * 1000, calendarIds: [] };
  const startDay = shanghaiDate(startAt);
  const { after, length } = countFrom(startDay, period);
  const { skipped, ...count } = countAsPublished(after, length, calendars);
  const last = 'lastDay' in count ? count.lastDay : count.countedTo;
  const dates = [addDays(after, 1), ...skipped.map((day) => day.date), last].filter((date) => date > after);
  const counted = { period, startDay, skipped, calendarIds: calendarIdsOf(dates, calendars) };
  return 'lastDay' in count
    ? { ...counted, ...count, at: endOfShanghaiDate(count.lastDay) }
    : { ...counted, broken: count };
};

/**
 * The years whose calendars a limit may touch. A few more than it does are harmless: without a year that it needs the
 * count itself stays open.
 */
export const yearsTouched = (startAt: number, period: Period): number[] => {
  if (period.unit === 'SECOND') return [];
  const first = addDays(countFrom(shanghaiDate(startAt), period).after, 1);
  // Five of seven days are worked; the longest run of holidays, with its weekends, is far below 20 days.
  const last = addDays(first, period.unit === 'WORKING_DAY' ? period.length * 2 + 20 : 20);
  return Array.from({ length: yearOf(last) - yearOf(first) + 1 }, (_, index) => yearOf(first) + index);
};
