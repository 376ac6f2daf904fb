// SPDX-License-Identifier: Apache-2.0
import { addDays, weekday } from '../../chaincode/src/protocol/civilTime';
import type { WorkingCalendar } from '../../chaincode/src/protocol/schemas/calendar';

const daysFrom = (first: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => addDays(first, index));

/** Three holidays, as they might be published for a year that is not published yet. */
export const inventedCalendar = (year: number): WorkingCalendar => {
  const isWeekday = (date: string): boolean => weekday(date) <= 5;
  const week = { newYear: daysFrom(`${year}-01-01`, 3), spring: daysFrom(`${year}-02-08`, 8) };
  const holidays = [...week.newYear, ...week.spring, ...daysFrom(`${year}-10-01`, 7)].filter(isWeekday);
  const makeUp = daysFrom(`${year}-02-16`, 7).filter((date) => !isWeekday(date));
  return {
    calendarId: `CN-${year}`,
    year,
    source: '测试专用：假设的放假安排，不是国务院办公厅的通知',
    holidays: holidays.map((date) => ({ date, name: '假设节日' })),
    makeUpWorkdays: makeUp.slice(0, 1),
  };
};
