// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import {
  addDays,
  addMonths,
  addYears,
  civilFromDays,
  daysBetween,
  daysFromCivil,
  endOfShanghaiDate,
  formatCivilDate,
  formatInstant,
  isCivilDate,
  isInstant,
  parseCivilDate,
  parseInstant,
  shanghaiDate,
  startOfShanghaiDate,
  weekday,
} from '../../../chaincode/src/protocol/civilTime';
import { codeOf } from '../../support/refusal';

const MS_A_DAY = 86_400_000;
/** 0001-01-01 and 9999-12-31 in days since 1970-01-01. */
const [FIRST_DAY, LAST_DAY] = [-719_162, 2_932_896];
const dayNumber = fc.integer({ min: FIRST_DAY, max: LAST_DAY });
const jsDate = (days: number): string => new Date(days * MS_A_DAY).toISOString().slice(0, 10);

describe('civil dates', () => {
  it('agree with the ECMAScript calendar on every day of the years 0001 to 9999 that is tried', () => {
    fc.assert(
      fc.property(dayNumber, (days) => {
        const parts = civilFromDays(days);
        expect(formatCivilDate(parts)).toBe(jsDate(days));
        expect(daysFromCivil(parts)).toBe(days);
        expect(parseCivilDate(jsDate(days))).toEqual(parts);
        expect(weekday(jsDate(days))).toBe(new Date(days * MS_A_DAY).getUTCDay() || 7);
      }),
      { numRuns: 2000 },
    );
  });

  it('agree with the ECMAScript calendar on each day from 1896 to 2104, over both kinds of century', () => {
    for (let days = -27_028; days < 49_308; days += 1) {
      if (formatCivilDate(civilFromDays(days)) !== jsDate(days)) throw new Error(jsDate(days));
    }
    expect([jsDate(-27_028), jsDate(49_307)]).toEqual(['1896-01-01', '2104-12-31']);
  });

  it.each([
    ['2024-02-29', true],
    ['2000-02-29', true],
    ['1900-02-29', false],
    ['2023-02-29', false],
    ['2026-04-31', false],
    ['2026-12-31', true],
    ['2026-00-10', false],
    ['2026-13-01', false],
    ['2026-01-00', false],
    ['2026-01-32', false],
    ['0001-01-01', true],
    ['9999-12-31', true],
    ['0000-12-31', false],
    ['2026-1-1', false],
    ['2026-01-01 ', false],
    ['2026-01-01\n', false],
    ['20260101', false],
    ['２０２６-01-01', false],
    ['', false],
  ])('%j is a date: %s', (text, expected) => {
    expect(isCivilDate(text)).toBe(expected);
  });

  it('are refused where they do not exist', () => {
    expect(codeOf(() => parseCivilDate('2026-02-30'))).toBe('INVALID_TIME');
    expect(codeOf(() => formatCivilDate({ year: 2026, month: 2, day: 29 }))).toBe('INVALID_TIME');
    expect(codeOf(() => formatCivilDate({ year: 2026, month: 1.5, day: 1 }))).toBe('INVALID_TIME');
    expect(codeOf(() => addDays('9999-12-31', 1))).toBe('INVALID_TIME');
    expect(codeOf(() => addDays('0001-01-01', -1))).toBe('INVALID_TIME');
    expect(codeOf(() => addDays('2026-01-01', 0.5))).toBe('INVALID_TIME');
    expect(codeOf(() => addYears('9999-01-01', 1))).toBe('INVALID_TIME');
  });

  it('are counted forwards and backwards', () => {
    const year = fc.integer({ min: -4000, max: 4000 });
    fc.assert(
      fc.property(fc.integer({ min: -500_000, max: 500_000 }), year, (days, more) => {
        expect(addDays(jsDate(days), more)).toBe(jsDate(days + more));
        expect(daysBetween(jsDate(days), jsDate(days + more))).toBe(more);
      }),
    );
  });

  it('have a corresponding day in another month, or else its last day', () => {
    fc.assert(
      fc.property(fc.integer({ min: -100_000, max: 100_000 }), fc.integer({ min: -600, max: 600 }), (days, months) => {
        const from = new Date(days * MS_A_DAY);
        const target = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months + 1, 0));
        target.setUTCDate(Math.min(from.getUTCDate(), target.getUTCDate()));
        expect(addMonths(jsDate(days), months)).toBe(target.toISOString().slice(0, 10));
      }),
    );
  });

  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2026-08-31', 6, '2027-02-28'],
  ])('%s and %i months is %s (Civil Code art. 202)', (date, months, expected) => {
    expect(addMonths(date, months)).toBe(expected);
  });

  it('count years of validity as the vectors of the register do', () => {
    expect(addYears('2026-09-11', 5)).toBe('2031-09-11');
    expect(addMonths('2031-09-11', -6)).toBe('2031-03-11');
    expect(addYears('2024-02-29', 1)).toBe('2025-02-28');
    expect(addYears('2024-02-29', 4)).toBe('2028-02-29');
  });
});

describe('instants', () => {
  const ms = fc.integer({ min: FIRST_DAY * MS_A_DAY, max: (LAST_DAY + 1) * MS_A_DAY - 1 });

  it('are written and read as ECMAScript does', () => {
    fc.assert(
      fc.property(ms, (instant) => {
        const text = new Date(instant).toISOString();
        expect(formatInstant(instant)).toBe(text);
        expect(parseInstant(text)).toBe(instant);
        expect(isInstant(text)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('sort as text in the order of time', () => {
    fc.assert(
      fc.property(ms, ms, (one, other) => {
        expect(formatInstant(one) < formatInstant(other)).toBe(one < other);
      }),
    );
  });

  it.each([
    '2026-11-24T24:00:00.000Z',
    '2026-11-24T23:60:00.000Z',
    '2026-11-24T23:59:60.000Z',
    '2026-11-24T23:59:59Z',
    '2026-11-24T23:59:59.0000Z',
    '2026-11-24T23:59:59.000+00:00',
    '2026-11-24t23:59:59.000z',
    '2026-11-24 23:59:59.000Z',
    '2026-02-29T00:00:00.000Z',
    '2026-11-24',
    '2026-11-24T00:00:00.000Z\n',
    '+002026-11-24T00:00:00.000Z',
    '',
  ])('do not include %j', (text) => {
    expect(isInstant(text)).toBe(false);
    expect(codeOf(() => parseInstant(text))).toBe('INVALID_TIME');
  });

  it.each([0.5, NaN, Infinity, 253_402_300_800_000, -62_135_596_800_001, 2 ** 53])(
    'are not written for %d ms',
    (value) => {
      expect(codeOf(() => formatInstant(value))).toBe('INVALID_TIME');
    },
  );
});

describe('dates in Asia/Shanghai', () => {
  const shanghai = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });

  it('are those of the time zone database since 1992', () => {
    const from = Date.UTC(1992, 0, 1);
    fc.assert(
      fc.property(fc.integer({ min: from, max: Date.UTC(2100, 0, 1) }), (instant) => {
        expect(shanghaiDate(instant)).toBe(shanghai.format(instant));
      }),
      { numRuns: 500 },
    );
  });

  it('begin at 00:00 and end at 24:00 there', () => {
    expect(formatInstant(startOfShanghaiDate('2026-09-18'))).toBe('2026-09-17T16:00:00.000Z');
    expect(formatInstant(endOfShanghaiDate('2026-09-18'))).toBe('2026-09-18T16:00:00.000Z');
  });

  it('hold exactly the instants from their beginning to before their end', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60_000 }).map(jsDate), (date) => {
        expect(shanghaiDate(startOfShanghaiDate(date))).toBe(date);
        expect(shanghaiDate(endOfShanghaiDate(date) - 1)).toBe(date);
        expect(shanghaiDate(endOfShanghaiDate(date))).toBe(addDays(date, 1));
      }),
    );
  });

  it('are refused where there are none', () => {
    expect(codeOf(() => endOfShanghaiDate('2026-02-29'))).toBe('INVALID_TIME');
    expect(codeOf(() => shanghaiDate(253_402_300_799_999))).toBe('INVALID_TIME');
  });
});
