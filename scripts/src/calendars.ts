// SPDX-License-Identifier: Apache-2.0
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { weekday, workingCalendar, type WorkingCalendar } from '@registry/chaincode/protocol';

/** The State Council's yearly notices. A year without one has no calendar: working days are never guessed. */
const NOTICES: Readonly<Record<number, string>> = {
  2024: '国务院办公厅关于2024年部分节假日安排的通知，国办发明电〔2023〕7号，2023年10月25日',
  2025: '国务院办公厅关于2025年部分节假日安排的通知，国办发明电〔2024〕12号，2024年11月12日',
  2026: '国务院办公厅关于2026年部分节假日安排的通知，国办发明电〔2025〕7号，2025年11月4日',
};

export const PUBLISHED_YEARS = Object.keys(NOTICES).map(Number);

const FOLDER = resolve(__dirname, '..', '..', 'network', 'founding', 'calendars');
const SATURDAY = 6;

/** Date to `English name,Chinese name,statutory days`. */
type DayTable = Readonly<Record<string, string>>;

function isDayTable(value: unknown): value is DayTable {
  return typeof value === 'object' && value !== null && Object.values(value).every((item) => typeof item === 'string');
}

/** Reads the table itself: the package's functions go through the machine's time zone. */
function readTable(name: 'holidays' | 'workdays'): DayTable {
  const file = require.resolve('chinese-days/dist/chinese-days.json');
  const table = (JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>)[name];
  if (isDayTable(table)) return table;
  throw new Error(`${file} has no table of ${name}`);
}

function daysOf(year: number, table: DayTable): { date: string; name: string }[] {
  return Object.entries(table)
    .filter(([date]) => date.startsWith(`${year}-`))
    .map(([date, label]) => ({ date, name: label.split(',')[1] ?? label }))
    .sort((one, other) => (one.date < other.date ? -1 : 1));
}

/**
 * The calendar of a published year: holidays that fall on weekdays, and weekend days worked to make up for some.
 *
 * @param year - one of {@link PUBLISHED_YEARS}
 * @throws Error when no notice for that year is known here
 */
export function publishedCalendar(year: number): WorkingCalendar {
  const notice = NOTICES[year];
  if (notice === undefined) throw new Error(`The holidays of ${year} are not published here`);
  const holidays = daysOf(year, readTable('holidays')).filter(({ date }) => weekday(date) < SATURDAY);
  const workdays = daysOf(year, readTable('workdays')).filter(({ date }) => weekday(date) >= SATURDAY);
  return workingCalendar.parse({
    calendarId: `CN-${year}`,
    year,
    source: `${notice}（chinese-days 1.5.7）`,
    holidays,
    makeUpWorkdays: workdays.map(({ date }) => date),
  });
}

/** Writes `network/founding/calendars` anew; format the files afterwards. */
function writeCalendars(): void {
  for (const year of PUBLISHED_YEARS) {
    const file = resolve(FOLDER, `${year}.json`);
    writeFileSync(file, `${JSON.stringify(publishedCalendar(year), undefined, 2)}\n`);
    console.log(file);
  }
}

if (require.main === module) writeCalendars();
