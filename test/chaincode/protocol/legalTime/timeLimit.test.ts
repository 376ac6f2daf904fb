// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { timeLimit, yearsTouched } from '../../../../chaincode/src/protocol/legalTime/timeLimit';
import type { KnownLimit } from '../../../../chaincode/src/protocol/legalTime/timeLimit';
import {
  calendarsByYear,
  countWorkingDays,
  whyNotWorking,
} from '../../../../chaincode/src/protocol/legalTime/workingDays';
import { shanghaiDate } from '../../../../chaincode/src/protocol/civilTime';
import type { Period } from '../../../../chaincode/src/protocol/schemas/profile';
import { calendars } from '../../../support/cases';
import { codeOf } from '../../../support/refusal';

const published = calendarsByYear(calendars);
const noonOf = (date: string): number => Date.parse(`${date}T04:00:00.000Z`);
const workingDays = (length: number): { unit: 'WORKING_DAY'; length: number } => ({ unit: 'WORKING_DAY', length });
/** A limit whose end is known. */
const limitFrom = (startAt: number, period: Period, by = published): KnownLimit => {
  const limit = timeLimit(startAt, period, by);
  if ('broken' in limit) throw new Error('The limit is open.');
  return limit;
};
const lastDay = (from: string, length: number): string | undefined =>
  limitFrom(noonOf(from), workingDays(length)).lastDay;

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
    expect(limitFrom(lateThursday, workingDays(1)).lastDay).toBe('2026-09-11');
    expect(limitFrom(lateThursday + 1, workingDays(1)).lastDay).toBe('2026-09-14');
  });

  it('ends at 24:00 of the last day in Shanghai', () => {
    expect(limitFrom(noonOf('2026-09-11'), workingDays(5)).at).toBe(Date.parse('2026-09-18T16:00:00.000Z'));
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

  it('counts up to the last published year and no further', () => {
    expect(lastDay('2026-12-30', 1)).toBe('2026-12-31');
    expect(timeLimit(noonOf('2026-12-28'), workingDays(5), published)).toEqual({
      period: workingDays(5),
      startDay: '2026-12-28',
      skipped: [],
      calendarIds: ['CN-2026'],
      broken: { countedTo: '2026-12-31', missing: 2 },
    });
    expect(timeLimit(noonOf('2026-12-31'), workingDays(5), published)).toMatchObject({
      calendarIds: [],
      broken: { countedTo: '2026-12-31', missing: 5 },
    });
    expect(codeOf(() => whyNotWorking('2027-01-02', published))).toBe('CALENDAR_NOT_PUBLISHED');
    expect(codeOf(() => countWorkingDays('2026-12-30', 2, published))).toBe('CALENDAR_NOT_PUBLISHED');
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
    expect(limitFrom(noonOf(from), { unit, length }).lastDay).toBe(expected);
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

  it('leave the last day open in a year without a calendar: the first working day from the corresponding day on', () => {
    expect(timeLimit(noonOf('2026-09-01'), { unit: 'YEAR', length: 5 }, published)).toMatchObject({
      calendarIds: [],
      broken: { countedTo: '2031-08-31', missing: 1 },
    });
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
        const limit = limitFrom(at, workingDays(length));
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
        const limit = limitFrom(at, workingDays(length)).at;
        expect(limitFrom(at, workingDays(length + 1)).at).toBeGreaterThan(limit);
        expect(limitFrom(at + 86_400_000, workingDays(length)).at).toBeGreaterThanOrEqual(limit);
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
