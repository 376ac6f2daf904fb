// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import {
  extendedDeadline,
  resumedDeadline,
  workingDaysBetween,
} from '../../../../chaincode/src/domain/legalTime/stoppedClock';
import { timeLimit } from '../../../../chaincode/src/domain/legalTime/timeLimit';
import { calendarsByYear } from '../../../../chaincode/src/domain/legalTime/workingDays';
import { addDays, endOfShanghaiDate, formatInstant } from '../../../../chaincode/src/protocol/civilTime';
import type { Deadline } from '../../../../chaincode/src/protocol/schemas/records';
import { calendars as published } from '../../../support/cases';

const calendars = calendarsByYear(published);
/** Ten in the morning of a day in Shanghai. */
const morning = (day: string): number => endOfShanghaiDate(addDays(day, -1)) + 10 * 3_600_000;
const deadlineFrom = (day: string, length: number): Deadline => {
  const limit = timeLimit(morning(day), { unit: 'WORKING_DAY', length }, calendars);
  const { calendarIds, lastDay } = limit;
  return {
    name: 'REVIEW',
    startedAt: formatInstant(morning(day)),
    at: formatInstant(limit.at),
    ...(lastDay !== undefined && { lastDay }),
    calendarIds,
  };
};
const seconds: Deadline = {
  name: 'REVIEW',
  startedAt: '2026-09-11T02:00:00.000Z',
  at: '2026-09-12T02:00:00.000Z',
  calendarIds: [],
};
const resumed = (deadline: Deadline, stop: string, restart: string): Deadline =>
  resumedDeadline(deadline, { stoppedAt: morning(stop), restartedAt: morning(restart) }, calendars);

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

  it('is counted to the millisecond where seconds are', () => {
    const stop = { stoppedAt: 1_000, restartedAt: 5_500 };
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
