// SPDX-License-Identifier: Apache-2.0
import { addDays, weekday } from '../../protocol/civilTime';
import { RegistryError } from '../../protocol/errors';
import type { WorkingCalendar } from '../../protocol/schemas/calendar';

/** The published calendars by their year. */
export type Calendars = ReadonlyMap<number, WorkingCalendar>;

export interface SkippedDay {
  readonly date: string;
  /** The holiday's name, or `weekend`. */
  readonly reason: string;
}

export const yearOf = (date: string): number => Number(date.slice(0, 4));

export const calendarsByYear = (calendars: readonly WorkingCalendar[]): Calendars =>
  new Map(calendars.map((calendar) => [calendar.year, calendar]));

/** @throws RegistryError CALENDAR_NOT_PUBLISHED */
export const calendarOf = (date: string, calendars: Calendars): WorkingCalendar => {
  const calendar = calendars.get(yearOf(date));
  if (calendar === undefined) throw new RegistryError('CALENDAR_NOT_PUBLISHED', { date });
  return calendar;
};

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

/** The dates from one on, day by day, up to the given number of working days, with what was skipped on the way. */
export const countWorkingDays = (
  after: string,
  length: number,
  calendars: Calendars,
): { readonly lastDay: string; readonly skipped: readonly SkippedDay[] } => {
  const skipped: SkippedDay[] = [];
  let date = after;
  let counted = 0;
  while (counted < length) {
    date = addDays(date, 1);
    const reason = whyNotWorking(date, calendars);
    if (reason === undefined) counted += 1;
    else skipped.push({ date, reason });
  }
  return { lastDay: date, skipped };
};
