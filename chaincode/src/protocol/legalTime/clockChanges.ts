// SPDX-License-Identifier: Apache-2.0
import { addDays, formatInstant, parseInstant, shanghaiDate } from '../civilTime';
import type { ClockChange, Deadline, ProvisionalDeadline, SettledDeadline } from '../schemas/caseParts';
import type { Period } from '../schemas/profile';
import { endingOn, openFrom } from './deadline';
import type { Counting } from './deadline';
import { timeLimit } from './timeLimit';
import { calendarIdsOf, countAsPublished, workingDaysBetween } from './workingDays';
import type { BrokenCount, Calendars, FullCount } from './workingDays';

/** From when until when a clock stood still, as instants in UTC. */
export interface ClockStop {
  readonly stoppedAt: string;
  readonly restartedAt: string;
}

type Count = Pick<FullCount, 'lastDay'> | Pick<BrokenCount, 'countedTo' | 'missing'>;

/** The deadline with another end, which rests on one more calendar where it lies in another year. */
const moved = ({ name, startedAt, period, ...before }: Counting, count: Count, calendars: Calendars): Deadline => {
  const last = 'lastDay' in count ? count.lastDay : count.countedTo;
  const calendarIds = [...new Set([...before.calendarIds, ...calendarIdsOf([last], calendars)])];
  const counting = { name, startedAt, period, calendarIds };
  return 'lastDay' in count ? endingOn(counting, count.lastDay) : openFrom(counting, { ...count, skipped: [] });
};

/** A clock that starts on a day to come, as after acceptance by silence, does not run before it and cannot be stopped. */
const laterDay = (day: string, { startedAt }: Counting): string => {
  const startDay = shanghaiDate(parseInstant(startedAt));
  return day > startDay ? day : startDay;
};

/**
 * After its clock stood still (N35 art. 28). The day of the stop still counts and the day of the restart does not, as
 * for any event (Civil Code art. 201); where no working day was left, the first one from the restart on is the last.
 * What is left is counted in working days whatever the unit of the period.
 */
const resumed = (deadline: SettledDeadline, stop: ClockStop, calendars: Calendars): Deadline => {
  const [stoppedAt, restartedAt] = [parseInstant(stop.stoppedAt), parseInstant(stop.restartedAt)];
  if (deadline.lastDay === undefined) {
    return { ...deadline, at: formatInstant(parseInstant(deadline.at) + restartedAt - stoppedAt) };
  }
  const stopDay = laterDay(shanghaiDate(stoppedAt), deadline);
  const restartDay = laterDay(shanghaiDate(restartedAt), deadline);
  const left = workingDaysBetween(stopDay, deadline.lastDay, calendars);
  const from = left === 0 ? addDays(restartDay, -1) : restartDay;
  return moved(deadline, countAsPublished(from, Math.max(left, 1), calendars), calendars);
};

/** Put off by a further period, counted from its last day. */
const extended = (deadline: SettledDeadline, period: Period, calendars: Calendars): Deadline => {
  const at = parseInstant(deadline.at);
  // The limit is the instant after its last day.
  const limit = timeLimit(deadline.lastDay === undefined ? at : at - 1, period, calendars);
  if ('broken' in limit) return moved(deadline, limit.broken, calendars);
  return limit.lastDay === undefined
    ? { ...deadline, at: formatInstant(limit.at) }
    : moved(deadline, { lastDay: limit.lastDay }, calendars);
};

const kept = (deadline: ProvisionalDeadline, change: ClockChange): ProvisionalDeadline => {
  const { pending = [] } = deadline.provisional;
  return { ...deadline, provisional: { ...deadline.provisional, pending: [...pending, change] } };
};

/** A change of a deadline whose end is not known yet takes effect when it is. */
const changed = (deadline: Deadline, change: ClockChange, calendars: Calendars): Deadline => {
  if (deadline.provisional !== undefined) return kept(deadline, change);
  return 'extendedBy' in change
    ? extended(deadline, change.extendedBy, calendars)
    : resumed(deadline, change, calendars);
};

/**
 * A provisional deadline counted on with the calendars that there are now, with everything that happened to its clock
 * meanwhile in its order. It stays provisional where they do not reach either; any other deadline stays as it is.
 */
export const settledDeadline = (deadline: Deadline, calendars: Calendars): Deadline => {
  if (deadline.provisional === undefined) return deadline;
  const { countedTo, missing, pending = [] } = deadline.provisional;
  const counted = moved(deadline, countAsPublished(countedTo, missing, calendars), calendars);
  return pending.reduce((before, change) => changed(before, change, calendars), counted);
};

/** A deadline after its clock stood still; see {@link resumed}. */
export const resumedDeadline = (deadline: Deadline, stop: ClockStop, calendars: Calendars): Deadline =>
  changed(settledDeadline(deadline, calendars), stop, calendars);

/** A deadline put off by a further period, counted from its last day. */
export const extendedDeadline = (deadline: Deadline, period: Period, calendars: Calendars): Deadline =>
  changed(settledDeadline(deadline, calendars), { extendedBy: period }, calendars);
