// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import {
  extendedDeadline,
  resumedDeadline,
  settledDeadline,
} from '../../../../chaincode/src/protocol/legalTime/clockChanges';
import { deadlineFrom as counted } from '../../../../chaincode/src/protocol/legalTime/deadline';
import { explainDeadline } from '../../../../chaincode/src/protocol/legalTime/explain';
import { calendarsByYear, workingDaysBetween } from '../../../../chaincode/src/protocol/legalTime/workingDays';
import { addDays, endOfShanghaiDate, formatInstant } from '../../../../chaincode/src/protocol/civilTime';
import type { Deadline } from '../../../../chaincode/src/protocol/schemas/records';
import type { Period } from '../../../../chaincode/src/protocol/schemas/profile';
import { calendars as published } from '../../../support/cases';

const calendars = calendarsByYear(published);
/** Ten in the morning of a day in Shanghai. */
const morning = (day: string): number => endOfShanghaiDate(addDays(day, -1)) + 10 * 3_600_000;
const workingDays = (length: number): Period => ({ unit: 'WORKING_DAY', length });
const deadlineFrom = (day: string, length: number, by = calendars): Deadline =>
  counted('REVIEW', { startAt: morning(day), period: workingDays(length) }, by);
const seconds: Deadline = {
  name: 'REVIEW',
  startedAt: '2026-09-11T02:00:00.000Z',
  period: { unit: 'SECOND', length: 86_400 },
  at: '2026-09-12T02:00:00.000Z',
  calendarIds: [],
};
const stopOf = (stop: string, restart: string): { stoppedAt: string; restartedAt: string } => ({
  stoppedAt: formatInstant(morning(stop)),
  restartedAt: formatInstant(morning(restart)),
});
const resumed = (deadline: Deadline, stop: string, restart: string, by = calendars): Deadline =>
  resumedDeadline(deadline, stopOf(stop, restart), by);

describe('a clock that stood still', () => {
  // Ten working days from Friday 11 September: until Thursday the 24th, Sunday the 20th being worked.
  const review = deadlineFrom('2026-09-11', 10);

  it.each([
    ['within one day changes nothing', '2026-09-16', '2026-09-16', '2026-09-24'],
    ['over one working day moves the end by one', '2026-09-16', '2026-09-17', '2026-09-28'],
    ['over a weekend without working days changes nothing', '2026-09-11', '2026-09-13', '2026-09-24'],
    ['over the autumn holidays moves the end behind them', '2026-09-16', '2026-10-09', '2026-10-19'],
    ['from the last day on leaves the day of the restart', '2026-09-24', '2026-10-09', '2026-10-09'],
    ['from the last day into a holiday leaves the next working day', '2026-09-24', '2026-10-03', '2026-10-08'],
  ])('%s', (_, stop, restart, lastDay) => {
    expect(resumed(review, stop, restart)).toMatchObject({
      name: 'REVIEW',
      startedAt: review.startedAt,
      lastDay,
      at: formatInstant(endOfShanghaiDate(lastDay)),
    });
  });

  it.each([
    // As after acceptance by silence that is stated in the holidays: the day of the event is the first one worked again.
    ['before it runs changes nothing', '2026-10-02', '2026-10-05', '2026-10-21'],
    ['before it runs until it would have run counts from the restart', '2026-10-02', '2026-10-12', '2026-10-26'],
  ])('%s, where it starts on a day to come', (_, stop, restart, lastDay) => {
    const later = deadlineFrom('2026-10-08', 10);
    expect(later.lastDay).toBe('2026-10-21');
    expect(resumed(later, stop, restart).lastDay).toBe(lastDay);
    const changes = [stopOf(stop, restart)];
    expect(explainDeadline({ ...later, changes }, calendars).lastDay).toBe(lastDay);
  });

  it('is counted to the millisecond where seconds are', () => {
    const stop = { stoppedAt: '2026-09-11T02:00:01.000Z', restartedAt: '2026-09-11T02:00:05.500Z' };
    expect(resumedDeadline(seconds, stop, calendars)).toEqual({ ...seconds, at: '2026-09-12T02:00:04.500Z' });
  });

  it('gives a review its working days, neither more nor fewer, however often it is stopped', () => {
    const day = fc.integer({ min: 0, max: 40 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 250 }), fc.array(fc.tuple(day, day), { maxLength: 4 }), (start, stops) => {
        const first = addDays('2025-01-06', start);
        let deadline = deadlineFrom(first, 10);
        let counted = 0;
        let running = first;
        for (const [wait, stand] of stops) {
          const stop = addDays(running, wait);
          // A clock that has run out is not stopped; on its last day the rule of the next working day counts.
          if (stop >= deadline.lastDay!) break;
          counted += workingDaysBetween(running, stop, calendars);
          running = addDays(stop, stand);
          deadline = resumed(deadline, stop, running);
        }
        expect(counted + workingDaysBetween(running, deadline.lastDay!, calendars)).toBe(10);
      }),
    );
  });
});

describe('a deadline put off', () => {
  it('is counted on from its last day', () => {
    const review = deadlineFrom('2026-09-11', 3);
    const later = extendedDeadline(review, { unit: 'WORKING_DAY', length: 10 }, calendars);
    expect([review.lastDay, later.lastDay, later.at]).toEqual(['2026-09-16', '2026-09-30', '2026-09-30T16:00:00.000Z']);
    expect(later.startedAt).toBe(review.startedAt);
  });

  it('is counted in seconds for a test profile', () => {
    const later = extendedDeadline(seconds, { unit: 'SECOND', length: 60 }, calendars);
    expect(later).toEqual({ ...seconds, at: '2026-09-12T02:01:00.000Z' });
  });
});

describe('a deadline beyond the published calendars', () => {
  const upTo2024 = calendarsByYear(published.filter(({ year }) => year === 2024));
  const upTo2025 = calendarsByYear(published.filter(({ year }) => year <= 2025));

  it('is counted as far as they go, and says for which one it waits', () => {
    expect(deadlineFrom('2025-12-26', 10, upTo2025)).toEqual({
      name: 'REVIEW',
      startedAt: '2025-12-26T02:00:00.000Z',
      period: workingDays(10),
      calendarIds: ['CN-2025'],
      provisional: { countedTo: '2025-12-31', missing: 7, awaits: 'CN-2026' },
    });
    expect(
      counted('REVIEW', { startAt: morning('2025-12-26'), period: { unit: 'SECOND', length: 5 } }, new Map()),
    ).toEqual(expect.objectContaining({ at: '2025-12-26T02:00:05.000Z' }));
  });

  it('is settled when the next year is published, and stays settled', () => {
    const provisional = deadlineFrom('2025-12-26', 10, upTo2025);
    const settled = settledDeadline(provisional, calendars);
    expect(settled).toEqual(deadlineFrom('2025-12-26', 10));
    expect(settledDeadline(settled, new Map())).toBe(settled);
    expect(settledDeadline(provisional, upTo2025)).toEqual(provisional);
  });

  it('waits for a further year where one more does not reach', () => {
    const year = (by = calendars): Deadline =>
      counted('REVIEW', { startAt: morning('2024-11-30'), period: workingDays(300) }, by);
    const waiting = year(upTo2024);
    expect(waiting.provisional).toMatchObject({ countedTo: '2024-12-31', awaits: 'CN-2025' });
    const further = settledDeadline(waiting, upTo2025);
    expect(further.provisional).toMatchObject({ countedTo: '2025-12-31', awaits: 'CN-2026' });
    expect(settledDeadline(further, calendars)).toEqual(year());
  });

  it('keeps what happens to its clock for the day when its end is known', () => {
    const stopped = resumed(deadlineFrom('2025-12-22', 10, upTo2025), '2025-12-24', '2025-12-29', upTo2025);
    const longer = extendedDeadline(stopped, workingDays(5), upTo2025);
    expect(longer.provisional?.pending).toEqual([stopOf('2025-12-24', '2025-12-29'), { extendedBy: workingDays(5) }]);
    const direct = extendedDeadline(
      resumed(deadlineFrom('2025-12-22', 10), '2025-12-24', '2025-12-29'),
      workingDays(5),
      calendars,
    );
    expect(settledDeadline(longer, calendars)).toMatchObject({ at: direct.at, lastDay: direct.lastDay });
  });

  it('becomes provisional where only a stop or an extension reaches beyond', () => {
    const review = deadlineFrom('2025-12-22', 5, upTo2025);
    expect(review.lastDay).toBe('2025-12-29');
    expect(resumed(review, '2025-12-24', '2025-12-30', upTo2025).provisional).toEqual({
      countedTo: '2025-12-31',
      missing: 2,
      awaits: 'CN-2026',
    });
    expect(extendedDeadline(review, workingDays(5), upTo2025).provisional).toEqual({
      countedTo: '2025-12-31',
      missing: 3,
      awaits: 'CN-2026',
    });
  });

  it('ends on the day on which it would have ended had all calendars been there from the start', () => {
    const day = fc.integer({ min: 0, max: 15 });
    const change = fc.oneof(fc.tuple(day, day), fc.integer({ min: 1, max: 10 }));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 50 }), fc.array(change, { maxLength: 4 }), (start, changes) => {
        const first = addDays('2025-11-15', start);
        const follow = (by: typeof calendars): Deadline => {
          let running = first;
          return changes.reduce<Deadline>(
            (deadline, one) => {
              if (typeof one === 'number') return extendedDeadline(deadline, workingDays(one), by);
              const stop = addDays(running, one[0]);
              running = addDays(stop, one[1]);
              return resumed(deadline, stop, running, by);
            },
            deadlineFrom(first, 10, by),
          );
        };
        const late = settledDeadline(follow(upTo2025), calendars);
        const direct = follow(calendars);
        expect([late.at, late.lastDay, late.provisional]).toEqual([direct.at, direct.lastDay, direct.provisional]);
      }),
    );
  });
});
