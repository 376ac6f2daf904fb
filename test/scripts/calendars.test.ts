// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addDays, weekday, type WorkingCalendar } from '@registry/chaincode/protocol';
import { FOUNDING_FOLDER } from '../../network/src/founding/foundingFiles';
import { publishedCalendar, PUBLISHED_YEARS } from '../../scripts/src/calendars';

const folder = join(FOUNDING_FOLDER, 'calendars');
const committed = (year: number): unknown => JSON.parse(readFileSync(join(folder, `${year}.json`), 'utf8'));

/** Holidays from first to last day and weekends worked, copied from the notices themselves and not from the package. */
const NOTICES: [year: number, spans: [string, string][], worked: string[]][] = [
  [
    2024,
    [
      ['01-01', '01-01'],
      ['02-10', '02-17'],
      ['04-04', '04-06'],
      ['05-01', '05-05'],
      ['06-10', '06-10'],
      ['09-15', '09-17'],
      ['10-01', '10-07'],
    ],
    ['02-04', '02-18', '04-07', '04-28', '05-11', '09-14', '09-29', '10-12'],
  ],
  [
    2025,
    [
      ['01-01', '01-01'],
      ['01-28', '02-04'],
      ['04-04', '04-06'],
      ['05-01', '05-05'],
      ['05-31', '06-02'],
      ['10-01', '10-08'],
    ],
    ['01-26', '02-08', '04-27', '09-28', '10-11'],
  ],
  [
    2026,
    [
      ['01-01', '01-03'],
      ['02-15', '02-23'],
      ['04-04', '04-06'],
      ['05-01', '05-05'],
      ['06-19', '06-21'],
      ['09-25', '09-27'],
      ['10-01', '10-07'],
    ],
    ['01-04', '02-14', '02-28', '05-09', '09-20', '10-10'],
  ],
];

function daysBetween(first: string, last: string): string[] {
  const days: string[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
  return days;
}

/** Counts forward as the law does: the day of the event is not counted (Civil Code, article 201). */
function workingDaysAfter(calendar: WorkingCalendar, date: string, length: number): string {
  const holidays = new Set(calendar.holidays.map((holiday) => holiday.date));
  let day = date;
  for (let counted = 0; counted < length;) {
    day = addDays(day, 1);
    const works = weekday(day) < 6 ? !holidays.has(day) : calendar.makeUpWorkdays.includes(day);
    if (works) counted += 1;
  }
  return day;
}

describe('the committed calendars', () => {
  it.each(PUBLISHED_YEARS)('hold for %d what the package gives today', (year) => {
    expect(committed(year)).toEqual(publishedCalendar(year));
  });

  it.each(NOTICES)('hold for %d what the State Council announced', (year, spans, worked) => {
    const off = spans.flatMap(([first, last]) => daysBetween(`${year}-${first}`, `${year}-${last}`));
    const calendar = publishedCalendar(year);
    expect(calendar.holidays.map((holiday) => holiday.date)).toEqual(off.filter((day) => weekday(day) < 6));
    expect(calendar.makeUpWorkdays).toEqual(worked.map((day) => `${year}-${day}`));
  });

  it('are those of the published years and no others', () => {
    expect(readdirSync(folder).sort()).toEqual(PUBLISHED_YEARS.map((year) => `${year}.json`));
    expect(PUBLISHED_YEARS).toEqual([2024, 2025, 2026]);
  });

  it.each([2023, 2027])('do not guess %d', (year) => {
    expect(() => publishedCalendar(year)).toThrow(`The holidays of ${year} are not published here`);
  });

  it.each([
    ['2026-09-11', 5, '2026-09-18'],
    ['2026-09-18', 5, '2026-09-24'],
    ['2026-09-28', 3, '2026-10-08'],
    ['2026-09-28', 5, '2026-10-10'],
    ['2026-02-12', 10, '2026-03-04'],
    ['2026-04-30', 3, '2026-05-08'],
  ])('let %s and %d working days end on %s', (date, length, end) => {
    expect(workingDaysAfter(publishedCalendar(2026), date, length)).toBe(end);
  });
});
