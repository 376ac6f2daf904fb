// SPDX-License-Identifier: Apache-2.0
import { calendarsByYear } from '../../chaincode/src/protocol/legalTime/workingDays';
import type { WorkingCalendar } from '../../chaincode/src/protocol/schemas/calendar';
import type { ClockChange } from '../../chaincode/src/protocol/schemas/records';
import { explainDeadline } from '../../chaincode/src/protocol/legalTime/explain';
import { deadlineHistory } from '../../gateway/src/features/applications/deadlineHistory';
import type { TrackedDeadline } from '../../gateway/src/features/applications/deadlineHistory';
import { replayCase } from '../../gateway/src/replay/replayCase';
import { demand } from './demand';
import type { World } from './world';

const DAY = 86_400_000;
/** The civil day in Shanghai, as a number of days since 1970. */
const dayOf = (instant: string): number => Math.floor((Date.parse(instant) + 8 * 3_600_000) / DAY);
const dateOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

/** Which days are worked, straight from what was published. */
const workedDays = (calendars: readonly WorkingCalendar[]): ((day: number) => boolean) => {
  const holidays = new Set(calendars.flatMap((one) => one.holidays.map(({ date }) => date)));
  const makeUp = new Set(calendars.flatMap((one) => one.makeUpWorkdays));
  return (day) => {
    const weekday = new Date(day * DAY).getUTCDay();
    const date = dateOf(day);
    return makeUp.has(date) || (!holidays.has(date) && weekday !== 0 && weekday !== 6);
  };
};

interface Clock {
  readonly day: number;
  /** Working days still to come. */
  readonly left: number;
}

/** Lets the clock run day by day, up to a day or until nothing is left. */
const run = ({ day, left }: Clock, upTo: number, isWorked: (day: number) => boolean): Clock => {
  let [at, rest] = [day, left];
  while (rest > 0 && at < upTo) {
    at += 1;
    if (isWorked(at)) rest -= 1;
  }
  return { day: at, left: rest };
};

const FOR_EVER = 1e6;

/**
 * Where a clock ends up that ran, stood still and was given more days: by walking through the days, not as the ledger
 * counts. A clock that had nothing left when it was stopped has the first working day from its restart on.
 */
const lastDay = (
  start: number,
  length: number,
  changes: readonly ClockChange[],
  isWorked: (day: number) => boolean,
): number => {
  let clock: Clock = { day: start, left: length };
  for (const change of changes) {
    if ('extendedBy' in change) {
      clock = { ...clock, left: clock.left + change.extendedBy.length };
      continue;
    }
    const [stop, restart] = [dayOf(change.stoppedAt), dayOf(change.restartedAt)];
    const end = run(clock, FOR_EVER, isWorked).day;
    clock =
      end <= stop
        ? { day: restart - 1, left: 1 }
        : { day: Math.max(clock.day, restart), left: run(clock, stop, isWorked).left };
  }
  return run(clock, FOR_EVER, isWorked).day;
};

const secondsOf = (change: ClockChange): number =>
  'extendedBy' in change
    ? change.extendedBy.length * 1000
    : Date.parse(change.restartedAt) - Date.parse(change.stoppedAt);

const expectedEnd = ({ deadline, changes }: TrackedDeadline, isWorked: (day: number) => boolean): string => {
  const { startedAt, period } = deadline;
  if (period.unit === 'SECOND') {
    const ms = changes.reduce((sum, change) => sum + secondsOf(change), period.length * 1000);
    return new Date(Date.parse(startedAt) + ms).toISOString();
  }
  const last = lastDay(dayOf(startedAt), period.length, changes, isWorked);
  return new Date((last + 1) * DAY - 8 * 3_600_000).toISOString();
};

/**
 * Of every deadline that a case has had, running and stopped time add up to the time between its first and its last day,
 * and its explanation day by day ends where the deadline does.
 */
export const assertClocks = (world: World): number => {
  const published = [...world.all('calendar').values()].map(({ calendar }) => calendar);
  const [calendars, isWorked] = [calendarsByYear(published), workedDays(published)];
  let checked = 0;
  for (const [caseId, moments] of world.moments) {
    const { profileId } = moments[0]!.after.profile;
    const extension = world.all('profile').get(profileId)?.profile.periods.reviewExtension;
    for (const one of deadlineHistory(replayCase(moments.map(({ event }) => event)), extension)) {
      const { deadline, changes } = one;
      if (deadline.at === undefined) continue;
      const what = `${caseId} ${deadline.name} from ${deadline.startedAt} ${JSON.stringify(changes)}`;
      demand(
        deadline.at === expectedEnd(one, isWorked),
        `${what} ends ${deadline.at}, not ${expectedEnd(one, isWorked)}`,
      );
      const explained = explainDeadline({ ...deadline, changes }, calendars).at;
      demand(explained === deadline.at, `${what} ends ${deadline.at}, and is explained to end ${String(explained)}`);
      checked += 1;
    }
  }
  return checked;
};
