// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { timeLimit, yearsTouched } from '../../../../chaincode/src/domain/legalTime/timeLimit';
import { calendarsByYear, whyNotWorking } from '../../../../chaincode/src/domain/legalTime/workingDays';
import { shanghaiDate } from '../../../../chaincode/src/protocol/civilTime';
import { calendars } from '../../../support/cases';
import { codeOf } from '../../../support/refusal';

const published = calendarsByYear(calendars);
const noonOf = (date: string): number => Date.parse(`${date}T04:00:00.000Z`);
const workingDays = (length: number): { unit: 'WORKING_DAY'; length: number } => ({ unit: 'WORKING_DAY', length });
const lastDay = (from: string, length: number): string | undefined =>
  timeLimit(noonOf(from), workingDays(length), published).lastDay;

describe('working days, as the State Council published them', () => {
  // domain.md 3.7
  it.each([
    ['2026-09-11', 5, '2026-09-18'],
    ['2026-09-18', 5, '2026-09-24'],
    ['2026-09-28', 3, '2026-10-08'],
    ['2026-09-28', 5, '2026-10-10'],
    ['2026-02-12', 10, '2026-03-04'],
    ['2026-04-30', 3, '2026-05-08'],
  ])('from %s, %i working days end on %s', (from, length, expected) => {
    expect(lastDay(from, length)).toBe(expected);
  });

  it('counts a Saturday that makes up for a holiday', () => {
    expect(whyNotWorking('2026-10-10', published)).toBeUndefined();
    expect(whyNotWorking('2026-10-11', published)).toBe('weekend');
    expect(whyNotWorking('2026-10-01', published)).toBe('国庆节');
  });

  it('does not count the day of the event, whatever its hour in Shanghai', () => {
    const lateThursday = Date.parse('2026-09-10T15:59:59.999Z');
    expect(timeLimit(lateThursday, workingDays(1), published).lastDay).toBe('2026-09-11');
    expect(timeLimit(lateThursday + 1, workingDays(1), published).lastDay).toBe('2026-09-14');
  });

  it('ends at 24:00 of the last day in Shanghai', () => {
    expect(timeLimit(noonOf('2026-09-11'), workingDays(5), published).at).toBe(Date.parse('2026-09-18T16:00:00.000Z'));
  });

  it('explains itself: where it started, what it skipped and why, and on which calendar it rests', () => {
    expect(timeLimit(noonOf('2026-09-24'), workingDays(2), published)).toEqual({
      period: workingDays(2),
      startDay: '2026-09-24',
      skipped: [
        { date: '2026-09-25', reason: '中秋' },
        { date: '2026-09-26', reason: 'weekend' },
        { date: '2026-09-27', reason: 'weekend' },
      ],
      lastDay: '2026-09-29',
      at: Date.parse('2026-09-29T16:00:00.000Z'),
      calendarIds: ['CN-2026'],
    });
  });

  it('rests on both calendars where the count passes a new year', () => {
    expect(timeLimit(noonOf('2025-12-31'), workingDays(1), published)).toMatchObject({
      lastDay: '2026-01-04',
      calendarIds: ['CN-2026'],
    });
    expect(timeLimit(noonOf('2025-12-29'), workingDays(3), published)).toMatchObject({
      calendarIds: ['CN-2025', 'CN-2026'],
    });
  });

  it('refuses to count beyond the last published year', () => {
    expect(codeOf(() => lastDay('2026-12-30', 2))).toBe('CALENDAR_NOT_PUBLISHED');
    expect(lastDay('2026-12-30', 1)).toBe('2026-12-31');
  });
});

describe('months and years', () => {
  it.each([
    ['2026-03-16', 'MONTH', 1, '2026-04-16'],
    // 2026-01-31 + 1 month is 28 February, a Saturday worked to make up
    ['2026-01-31', 'MONTH', 1, '2026-02-28'],
    // the corresponding day is a holiday: the next working day after it
    ['2026-09-01', 'MONTH', 1, '2026-10-08'],
    ['2024-02-29', 'YEAR', 1, '2025-02-28'],
  ] as const)('from %s, %s × %i end on %s', (from, unit, length, expected) => {
    expect(timeLimit(noonOf(from), { unit, length }, published).lastDay).toBe(expected);
  });

  it('says which days the last day moved over', () => {
    const { skipped, calendarIds } = timeLimit(noonOf('2026-09-01'), { unit: 'MONTH', length: 1 }, published);
    expect(skipped.map((day) => day.date)).toEqual([
      '2026-10-01',
      '2026-10-02',
      '2026-10-03',
      '2026-10-04',
      '2026-10-05',
      '2026-10-06',
      '2026-10-07',
    ]);
    expect(calendarIds).toEqual(['CN-2026']);
  });

  it('refuses a last day in a year without a calendar', () => {
    const work = (): unknown => timeLimit(noonOf('2026-09-01'), { unit: 'YEAR', length: 5 }, published);
    expect(codeOf(work)).toBe('CALENDAR_NOT_PUBLISHED');
  });
});

describe('seconds, which only a test profile counts', () => {
  it('need no calendar', () => {
    const start = noonOf('2030-01-01');
    expect(timeLimit(start, { unit: 'SECOND', length: 3 }, new Map())).toEqual({
      period: { unit: 'SECOND', length: 3 },
      skipped: [],
      at: start + 3000,
      calendarIds: [],
    });
    expect(yearsTouched(start, { unit: 'SECOND', length: 3 })).toEqual([]);
  });
});

describe('every count of working days', () => {
  const start = fc.integer({ min: Date.parse('2024-01-01T00:00:00Z'), max: Date.parse('2026-06-30T00:00:00Z') });

  it('ends on a working day, with exactly as many working days as asked for', () => {
    fc.assert(
      fc.property(start, fc.integer({ min: 1, max: 60 }), (at, length) => {
        const limit = timeLimit(at, workingDays(length), published);
        const day = limit.lastDay ?? '';
        expect(whyNotWorking(day, published)).toBeUndefined();
        const elapsed = (limit.at - Date.parse(`${shanghaiDate(at)}T16:00:00.000Z`)) / 86_400_000;
        expect(elapsed).toBe(length + limit.skipped.length);
      }),
    );
  });

  it('grows with its length and with its start', () => {
    fc.assert(
      fc.property(start, fc.integer({ min: 1, max: 60 }), (at, length) => {
        const limit = timeLimit(at, workingDays(length), published).at;
        expect(timeLimit(at, workingDays(length + 1), published).at).toBeGreaterThan(limit);
        expect(timeLimit(at + 86_400_000, workingDays(length), published).at).toBeGreaterThanOrEqual(limit);
      }),
    );
  });

  it('touches no year that was not foreseen', () => {
    const unit = fc.constantFrom('WORKING_DAY' as const, 'MONTH' as const);
    fc.assert(
      fc.property(start, fc.integer({ min: 1, max: 60 }), unit, (at, length, of) => {
        const period = { unit: of, length: of === 'MONTH' ? Math.min(length, 5) : length };
        const years = yearsTouched(at, period);
        const foreseen = calendarsByYear(calendars.filter((calendar) => years.includes(calendar.year)));
        expect(timeLimit(at, period, foreseen)).toEqual(timeLimit(at, period, published));
      }),
    );
  });
});
