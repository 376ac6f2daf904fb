// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { addDays, endOfShanghaiDate, formatInstant } from '../../../../chaincode/src/protocol/civilTime';
import { extendedDeadline, resumedDeadline } from '../../../../chaincode/src/protocol/legalTime/clockChanges';
import { deadlineFrom } from '../../../../chaincode/src/protocol/legalTime/deadline';
import { explainDeadline } from '../../../../chaincode/src/protocol/legalTime/explain';
import type { Explanation } from '../../../../chaincode/src/protocol/legalTime/explain';
import { calendarsByYear } from '../../../../chaincode/src/protocol/legalTime/workingDays';
import type { ClockChange, Deadline } from '../../../../chaincode/src/protocol/schemas/records';
import type { Period } from '../../../../chaincode/src/protocol/schemas/profile';
import { calendars as published } from '../../../support/cases';

const calendars = calendarsByYear(published);
const morning = (day: string): string => formatInstant(endOfShanghaiDate(addDays(day, -1)) + 10 * 3_600_000);
const workingDays = (length: number): Period => ({ unit: 'WORKING_DAY', length });
const explain = (day: string, period: Period, changes: readonly ClockChange[] = [], by = calendars): Explanation =>
  explainDeadline({ startedAt: morning(day), period, changes }, by);
const shortOf = ({ days }: Explanation): string[] =>
  days.map(({ date, kind, ordinal, reason }) => [date.slice(5), kind, ordinal, reason].filter(Boolean).join(' '));

describe('a deadline explained day by day', () => {
  it('names the start, each working day, each day skipped and why, and the weekend worked to make up', () => {
    const explanation = explain('2026-09-30', workingDays(3));
    expect(shortOf(explanation)).toEqual([
      '09-30 START',
      '10-01 SKIPPED 国庆节',
      '10-02 SKIPPED 国庆节',
      '10-03 SKIPPED weekend',
      '10-04 SKIPPED weekend',
      '10-05 SKIPPED 国庆节',
      '10-06 SKIPPED 国庆节',
      '10-07 SKIPPED 国庆节',
      '10-08 COUNTED 1',
      '10-09 COUNTED 2',
      '10-10 COUNTED 3 make-up workday',
    ]);
    expect(explanation).toMatchObject({ lastDay: '2026-10-10', at: '2026-10-10T16:00:00.000Z' });
    expect(explanation.days[1]).toMatchObject({ calendarId: 'CN-2026' });
  });

  it('shows where the clock stood still', () => {
    const stop = { stoppedAt: morning('2026-09-14'), restartedAt: morning('2026-09-16') };
    expect(shortOf(explain('2026-09-11', workingDays(3), [stop]))).toEqual([
      '09-11 START',
      '09-12 SKIPPED weekend',
      '09-13 SKIPPED weekend',
      '09-14 COUNTED 1',
      '09-15 STOPPED',
      '09-16 STOPPED',
      '09-17 COUNTED 2',
      '09-18 COUNTED 3',
    ]);
  });

  it('goes to the corresponding day of a month or year, and from there to a working day', () => {
    const explanation = explain('2026-09-03', { unit: 'MONTH', length: 1 });
    expect(shortOf(explanation)).toEqual([
      '09-03 START',
      '10-03 SKIPPED weekend',
      '10-04 SKIPPED weekend',
      '10-05 SKIPPED 国庆节',
      '10-06 SKIPPED 国庆节',
      '10-07 SKIPPED 国庆节',
      '10-08 COUNTED 1',
    ]);
    expect(explanation.correspondingDay).toBe('2026-10-03');
    // 29 February has no corresponding day in 2025: the last of the month.
    expect(explain('2024-02-29', { unit: 'YEAR', length: 1 })).toMatchObject({
      correspondingDay: '2025-02-28',
      lastDay: '2025-02-28',
      at: '2025-02-28T16:00:00.000Z',
    });
  });

  it('ends where the calendars do, and says for which it waits', () => {
    expect(explain('2026-12-29', workingDays(5))).toMatchObject({ missing: 3, awaits: 'CN-2027' });
    expect(explain('2026-12-29', workingDays(5), [{ extendedBy: workingDays(2) }])).toMatchObject({ missing: 3 });
    expect(explain('2026-09-01', { unit: 'YEAR', length: 5 })).toMatchObject({
      correspondingDay: '2031-09-01',
      missing: 1,
      awaits: 'CN-2031',
    });
  });

  it('has no days where a test profile counts seconds', () => {
    const changes = [
      { extendedBy: { unit: 'SECOND', length: 5 } },
      { stoppedAt: '2026-09-11T02:00:01.000Z', restartedAt: '2026-09-11T02:00:03.000Z' },
    ] as const;
    const explanation = explainDeadline(
      { startedAt: '2026-09-11T02:00:00.000Z', period: { unit: 'SECOND', length: 10 }, changes },
      new Map(),
    );
    expect(explanation).toEqual({ days: [], at: '2026-09-11T02:00:17.000Z' });
  });

  it('comes to the same end as the deadline itself, whatever happened to its clock', () => {
    const day = fc.integer({ min: 0, max: 12 });
    const extension = fc.record({
      unit: fc.constantFrom('WORKING_DAY', 'MONTH'),
      length: fc.integer({ min: 1, max: 3 }),
    });
    const change = fc.oneof(fc.tuple(day, day), extension);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 900 }), fc.array(change, { maxLength: 4 }), (start, changes) => {
        const first = addDays('2024-01-02', start);
        let running = first;
        let deadline: Deadline = deadlineFrom(
          'REVIEW',
          { startAt: Date.parse(morning(first)), period: workingDays(10) },
          calendars,
        );
        const happened = changes.map((one): ClockChange => {
          if (!Array.isArray(one)) {
            const extendedBy = one as Period;
            deadline = extendedDeadline(deadline, extendedBy, calendars);
            return { extendedBy };
          }
          const stop = addDays(running, one[0]);
          running = addDays(stop, one[1]);
          const stopped = { stoppedAt: morning(stop), restartedAt: morning(running) };
          deadline = resumedDeadline(deadline, stopped, calendars);
          return stopped;
        });
        const { at, lastDay, awaits } = explain(first, workingDays(10), happened);
        expect([at, lastDay, awaits]).toEqual([deadline.at, deadline.lastDay, deadline.provisional?.awaits]);
      }),
      { numRuns: 500 },
    );
  });
});
