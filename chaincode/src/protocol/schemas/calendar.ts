// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { calendarId, civilDate, text } from './primitives';

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
    const dates = [...calendar.holidays.map((holiday) => holiday.date), ...calendar.makeUpWorkdays];
    if (dates.some((date) => !date.startsWith(`${calendar.year}-`))) {
      context.addIssue({ code: 'custom', path: ['holidays'], message: 'every date must lie in the calendar year' });
    }
    if (new Set(dates).size !== dates.length) {
      context.addIssue({ code: 'custom', path: ['holidays'], message: 'a date must not stand twice' });
    }
  });
export type WorkingCalendar = z.infer<typeof workingCalendar>;
