// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { isCivilDate, weekday } from '../civilTime';
import { calendarId, civilDate, text } from './primitives';

/** A malformed date, which has its own problem already, falls on no day. */
const isWeekday = (date: string): boolean => isCivilDate(date) && weekday(date) <= 5;

/** The working days of one published year: holidays that fall on weekdays, and weekends worked to make up. */
export const workingCalendar = z
  .strictObject({
    calendarId,
    year: z.int().min(2000).max(2100),
    source: text(200),
    holidays: z.array(z.strictObject({ date: civilDate, name: text(40) })).max(120),
    makeUpWorkdays: z.array(civilDate).max(60),
  })
  .superRefine((calendar, context) => {
    const hold = (isRight: boolean, path: string, message: string): void => {
      if (!isRight) context.addIssue({ code: 'custom', path: [path], message });
    };
    const { year, makeUpWorkdays } = calendar;
    const holidays = calendar.holidays.map((holiday) => holiday.date);
    const dates = [...holidays, ...makeUpWorkdays];
    hold(calendar.calendarId.endsWith(`-${year}`), 'calendarId', 'must name the calendar year');
    hold(holidays.every(isWeekday), 'holidays', 'must fall on weekdays');
    hold(!makeUpWorkdays.some(isWeekday), 'makeUpWorkdays', 'must fall on weekends');
    hold(
      dates.every((date) => date.startsWith(`${year}-`)),
      'holidays',
      'every date must lie in the calendar year',
    );
    hold(new Set(dates).size === dates.length, 'holidays', 'a date must not stand twice');
  });
export type WorkingCalendar = z.infer<typeof workingCalendar>;
