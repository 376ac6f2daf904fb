// SPDX-License-Identifier: Apache-2.0
import { explainDeadline } from '@registry/chaincode/protocol';
import type { Calendars } from '@registry/chaincode/protocol';
import { z } from 'zod';
import { DEADLINE_STATUSES, statusOf } from './deadlineHistory';
import type { EventRef, TrackedDeadline } from './deadlineHistory';

const eventRef = z.object({ type: z.string(), eventSeq: z.int(), at: z.string() });
const period = z.object({ unit: z.enum(['WORKING_DAY', 'MONTH', 'YEAR', 'SECOND']), length: z.int() });

export const deadlineView = z.object({
  name: z.string(),
  status: z.enum(DEADLINE_STATUSES),
  article: z.string(),
  period,
  startedAt: z.string(),
  correspondingDay: z.string().optional(),
  lastDay: z.string().optional(),
  deadlineAt: z.string().optional(),
  deadlineAwaits: z.string().optional(),
  missingDays: z.int().optional(),
  opened: eventRef,
  closed: eventRef.optional(),
  stoppedAt: z.string().optional(),
  changes: z.array(
    z.union([z.object({ stoppedAt: z.string(), restartedAt: z.string() }), z.object({ extendedBy: period })]),
  ),
  days: z.array(
    z.object({
      date: z.string(),
      kind: z.enum(['START', 'COUNTED', 'SKIPPED', 'STOPPED']),
      ordinal: z.int().optional(),
      reason: z.string().optional(),
      calendarId: z.string().optional(),
    }),
  ),
  calendars: z.array(z.object({ calendarId: z.string(), source: z.string() })),
});

const viewRef = ({ type, eventSeq, txTime }: EventRef): z.infer<typeof eventRef> => ({ type, eventSeq, at: txTime });

/** The documents that the explanation rests on. */
const sourcesOf = (dates: readonly string[], calendars: Calendars): { calendarId: string; source: string }[] => {
  const years = new Set(dates.map((date) => Number(date.slice(0, 4))));
  return [...calendars.values()]
    .filter(({ year }) => years.has(year))
    .map(({ calendarId, source }) => ({ calendarId, source }));
};

/** A deadline with every day of its count. What stands on the ledger is shown; the count explains it. */
export const viewDeadline = (
  tracked: TrackedDeadline,
  calendars: Calendars,
  nowInstant: string,
): z.infer<typeof deadlineView> => {
  const { deadline, changes, opened, closed, stoppedAt, article } = tracked;
  const { name, period: length, startedAt, at, lastDay, provisional } = deadline;
  const why = explainDeadline({ startedAt, period: length, changes }, calendars);
  return {
    ...{ name, status: statusOf(tracked, nowInstant), article, period: length, startedAt },
    ...(why.correspondingDay !== undefined && { correspondingDay: why.correspondingDay }),
    ...(lastDay !== undefined && { lastDay }),
    ...(at !== undefined && { deadlineAt: at }),
    ...(provisional !== undefined && { deadlineAwaits: provisional.awaits, missingDays: provisional.missing }),
    opened: viewRef(opened),
    ...(closed !== undefined && { closed: viewRef(closed) }),
    ...(stoppedAt !== undefined && { stoppedAt }),
    changes: [...changes],
    days: [...why.days],
    calendars: sourcesOf(
      why.days.map(({ date }) => date),
      calendars,
    ),
  };
};
