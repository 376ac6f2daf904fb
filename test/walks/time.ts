// SPDX-License-Identifier: Apache-2.0
import { addDays, parseInstant, startOfShanghaiDate } from '../../chaincode/src/protocol/civilTime';
import { digestOf } from '../../chaincode/src/protocol/digest';
import { inventedCalendar } from './calendars';
import type { Attempt, World } from './world';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Wednesday, 25 November 2026, 10:00 in Shanghai: soon the periods will reach into a year without a calendar. */
export const START = Date.parse('2026-11-25T02:00:00.000Z');

/** The first end of a deadline that lies ahead. */
const nextEnd = ({ open, now }: World): number | undefined => {
  const ends = [...open.values()].flatMap(({ deadline }) =>
    deadline?.at === undefined ? [] : [parseInstant(deadline.at)],
  );
  return ends.filter((end) => end > now).reduce<number | undefined>((a, b) => Math.min(a ?? b, b), undefined);
};

/** Minutes mostly, hours at times, and now and then just before, at, or just after the end of a deadline. */
const later = (world: World): number => {
  const { random, now } = world;
  const end = random.chance(0.06) ? nextEnd(world) : undefined;
  if (end !== undefined && end - now < 3 * DAY) return end + random.pick([-1, 0, 1, HOUR]);
  return now + (random.chance(0.7) ? random.below(40) * MINUTE : random.below(5 * 60) * MINUTE);
};

/** Time goes on, and never back. */
export const passTime = (world: World): void => {
  world.now = Math.max(world.now + 1000, later(world));
};

/** The supervisor publishes the working days of each year, and late: some weeks after it has begun. */
export class CalendarOffice {
  #year = 2027;
  #day: string;
  #proposed = false;

  constructor({ random }: World) {
    this.#day = addDays('2027-01-06', random.below(14));
  }

  /** What is to be done now, if anything. */
  due(world: World): Attempt | undefined {
    if (world.now < startOfShanghaiDate(this.#day)) return undefined;
    const calendar = inventedCalendar(this.#year);
    const { calendarId } = calendar;
    const common = { contract: 'calendar', transaction: this.#proposed ? 'approve' : 'propose' };
    const by = world.named(`supervisor-officer-${this.#proposed ? 2 : 1}`);
    const body = this.#proposed ? { calendarId, hash: digestOf(calendar) } : { calendar };
    if (this.#proposed) this.#next(world);
    else this.#proposed = true;
    return { ...common, by, request: { idempotencyKey: world.newKey(), ...body } };
  }

  #next({ random }: World): void {
    this.#year += 1;
    this.#day = addDays(`${this.#year}-01-06`, random.below(14));
    this.#proposed = false;
  }
}
