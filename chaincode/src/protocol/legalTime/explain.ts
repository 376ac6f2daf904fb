// SPDX-License-Identifier: Apache-2.0
import { addDays, endOfShanghaiDate, formatInstant, parseInstant, shanghaiDate, weekday } from '../civilTime';
import type { ClockChange } from '../schemas/caseParts';
import type { Period } from '../schemas/profile';
import type { ClockStop } from './clockChanges';
import { correspondingDay } from './timeLimit';
import { calendarIdOf, whyNotWorking, workingDaysBetween, yearOf } from './workingDays';
import type { Calendars } from './workingDays';

/** One day in the count of a deadline. */
export interface ExplainedDay {
  readonly date: string;
  /** START and STOPPED days do not count by law, SKIPPED ones are no working days. */
  readonly kind: 'START' | 'COUNTED' | 'SKIPPED' | 'STOPPED';
  /** Which working day of the count it is. */
  readonly ordinal?: number;
  /** The holiday's name, `weekend`, or `make-up workday`. */
  readonly reason?: string;
  /** The calendar that says so. */
  readonly calendarId?: string;
}

/** Why a deadline ends when it does. */
export interface Explanation {
  /** The day that corresponds to the start, for periods of months and years (Civil Code art. 202). */
  readonly correspondingDay?: string;
  readonly days: readonly ExplainedDay[];
  readonly lastDay?: string;
  /** Absent while the count waits for a calendar. */
  readonly at?: string;
  readonly awaits?: string;
  /** Working days still to be counted. */
  readonly missing?: number;
}

interface Count {
  readonly days: readonly ExplainedDay[];
  readonly missing: number;
  /** The day on which the count goes on. */
  readonly next: string;
}

const ordinalOf = (days: readonly ExplainedDay[]): number => days.findLast(({ ordinal }) => ordinal)?.ordinal ?? 0;

const explainDay = (date: string, calendars: Calendars): Omit<ExplainedDay, 'date'> => {
  const reason = whyNotWorking(date, calendars);
  const calendarId = calendarIdOf(date);
  if (reason !== undefined) return { kind: 'SKIPPED', reason, calendarId };
  return weekday(date) > 5 ? { kind: 'COUNTED', reason: 'make-up workday', calendarId } : { kind: 'COUNTED' };
};

/** Goes on day by day until so many working days are counted, or as far as calendars are published. */
const countOn = (before: readonly ExplainedDay[], after: string, length: number, calendars: Calendars): Count => {
  const days = [...before];
  let [date, missing, ordinal] = [addDays(after, 1), length, ordinalOf(before)];
  for (; missing > 0 && calendars.has(yearOf(date)); date = addDays(date, 1)) {
    const day = explainDay(date, calendars);
    const isCounted = day.kind === 'COUNTED';
    if (isCounted) {
      missing -= 1;
      ordinal += 1;
    }
    days.push({ date, ...day, ...(isCounted && { ordinal }) });
  }
  return { days, missing, next: date };
};

/** The start is always there. */
const lastOf = (days: readonly ExplainedDay[]): string => days.map(({ date }) => date).at(-1) as string;

const firstOf = (days: readonly ExplainedDay[]): string => days.map(({ date }) => date)[0] as string;

const periodOn = (before: readonly ExplainedDay[], from: string, period: Period, calendars: Calendars): Count =>
  period.unit === 'WORKING_DAY'
    ? countOn(before, from, period.length, calendars)
    : countOn(before, addDays(correspondingDay(from, period), -1), 1, calendars);

const stopped = (after: string, upTo: string): ExplainedDay[] => {
  const days: ExplainedDay[] = [];
  for (let date = addDays(after, 1); date <= upTo; date = addDays(date, 1)) days.push({ date, kind: 'STOPPED' });
  return days;
};

/** As the clock's stop is counted: its day still counts, the day of the restart does not. */
const stopOn = (days: readonly ExplainedDay[], stop: ClockStop, calendars: Calendars): Count => {
  // A clock that starts on a day to come does not run before it.
  const [stopDay, restartDay] = [stop.stoppedAt, stop.restartedAt].map((instant) => {
    const day = shanghaiDate(parseInstant(instant));
    return day > firstOf(days) ? day : firstOf(days);
  }) as [string, string];
  // Of months and years only the last days are listed, but what is left of them is counted in working days too.
  const left = workingDaysBetween(stopDay, lastOf(days), calendars);
  const from = left === 0 ? addDays(restartDay, -1) : restartDay;
  const kept = days.filter(({ date, kind }) => kind === 'START' || (date <= stopDay && date <= from));
  return countOn([...kept, ...stopped(stopDay, from)], from, Math.max(left, 1), calendars);
};

/** What happened to a clock whose end is not known yet takes effect when it is. */
const changeOn = (count: Count, change: ClockChange, calendars: Calendars): Count => {
  const { days, missing } = count;
  if (missing > 0) return count;
  return 'extendedBy' in change
    ? periodOn(days, lastOf(days), change.extendedBy, calendars)
    : stopOn(days, change, calendars);
};

const secondsIn = (change: ClockChange): number =>
  'extendedBy' in change
    ? change.extendedBy.length * 1000
    : parseInstant(change.restartedAt) - parseInstant(change.stoppedAt);

interface Explained {
  /** The instant that it is counted from, in UTC. */
  readonly startedAt: string;
  readonly period: Period;
  /** What happened to its clock, in order. */
  readonly changes: readonly ClockChange[];
}

/**
 * Counts a deadline once more, day by day, and says of each day why it counts or does not.
 *
 * @param calendars - those that are published; without one that it needs, the explanation ends where they do
 */
export const explainDeadline = ({ startedAt, period, changes }: Explained, calendars: Calendars): Explanation => {
  const startAt = parseInstant(startedAt);
  if (period.unit === 'SECOND') {
    const ms = changes.reduce((sum, change) => sum + secondsIn(change), period.length * 1000);
    return { days: [], at: formatInstant(startAt + ms) };
  }
  const startDay = shanghaiDate(startAt);
  const first = periodOn([{ date: startDay, kind: 'START' }], startDay, period, calendars);
  const { days, missing, next } = changes.reduce((count, change) => changeOn(count, change, calendars), first);
  const corresponding = period.unit === 'WORKING_DAY' ? {} : { correspondingDay: correspondingDay(startDay, period) };
  if (missing > 0) return { ...corresponding, days, missing, awaits: calendarIdOf(next) };
  const lastDay = lastOf(days);
  return { ...corresponding, days, lastDay, at: formatInstant(endOfShanghaiDate(lastDay)) };
};
