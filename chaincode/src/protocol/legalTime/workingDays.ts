// SPDX-License-Identifier: Apache-2.0
import { addDays, weekday } from '../civilTime';
import { RegistryError } from '../errors';
import type { WorkingCalendar } from '../schemas/calendar';

/** The published calendars by their year. */
export type Calendars = ReadonlyMap<number, WorkingCalendar>;

export interface SkippedDay {
  readonly date: string;
  /** The holiday's name, or `weekend`. */
  readonly reason: string;
}

/** Working days counted to the last of them. */
export interface FullCount {
  readonly lastDay: string;
  readonly skipped: readonly SkippedDay[];
}

/** Working days counted as far as calendars are published. */
export interface BrokenCount {
  readonly countedTo: string;
  /** Working days that lie after it. */
  readonly missing: number;
  readonly skipped: readonly SkippedDay[];
}

export const yearOf = (date: string): number => Number(date.slice(0, 4));

/** The calendar of a year; there is one for the country. */
export const calendarIdOf = (date: string): string => `CN-${date.slice(0, 4)}`;

export const calendarsByYear = (calendars: readonly WorkingCalendar[]): Calendars =>
  new Map(calendars.map((calendar) => [calendar.year, calendar]));

/** @throws RegistryError CALENDAR_NOT_PUBLISHED */
export const calendarOf = (date: string, calendars: Calendars): WorkingCalendar => {
  const calendar = calendars.get(yearOf(date));
  if (calendar === undefined) throw new RegistryError('CALENDAR_NOT_PUBLISHED', { date });
  return calendar;
};

/** The published calendars that some dates fall into. */
export const calendarIdsOf = (dates: readonly string[], calendars: Calendars): string[] => [
  ...new Set(dates.flatMap((date) => calendars.get(yearOf(date))?.calendarId ?? [])),
];

/**
 * Why a date is no working day, or undefined if it is one. Weekends worked to make up for a holiday are working days.
 *
 * @throws RegistryError CALENDAR_NOT_PUBLISHED for a date of a year without a calendar: it is never guessed
 */
export const whyNotWorking = (date: string, calendars: Calendars): string | undefined => {
  const calendar = calendarOf(date, calendars);
  if (calendar.makeUpWorkdays.includes(date)) return undefined;
  const holiday = calendar.holidays.find((item) => item.date === date);
  if (holiday !== undefined) return holiday.name;
  return weekday(date) > 5 ? 'weekend' : undefined;
};

/** The dates from one on, day by day, up to the given number of working days, or as far as calendars are published. */
export const countAsPublished = (after: string, length: number, calendars: Calendars): FullCount | BrokenCount => {
  const skipped: SkippedDay[] = [];
  let date = after;
  for (let missing = length; missing > 0;) {
    const next = addDays(date, 1);
    if (!calendars.has(yearOf(next))) return { countedTo: date, missing, skipped };
    const reason = whyNotWorking(next, calendars);
    if (reason === undefined) missing -= 1;
    else skipped.push({ date: next, reason });
    date = next;
  }
  return { lastDay: date, skipped };
};

/**
 * Like {@link countAsPublished}, for what cannot wait.
 *
 * @throws RegistryError CALENDAR_NOT_PUBLISHED
 */
export const countWorkingDays = (after: string, length: number, calendars: Calendars): FullCount => {
  const count = countAsPublished(after, length, calendars);
  if ('lastDay' in count) return count;
  throw new RegistryError('CALENDAR_NOT_PUBLISHED', { date: addDays(count.countedTo, 1) });
};

/** How many working days lie after one date, up to and including another. */
export const workingDaysBetween = (after: string, upTo: string, calendars: Calendars): number => {
  let count = 0;
  for (let date = addDays(after, 1); date <= upTo; date = addDays(date, 1)) {
    if (whyNotWorking(date, calendars) === undefined) count += 1;
  }
  return count;
};
