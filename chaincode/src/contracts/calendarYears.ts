// SPDX-License-Identifier: Apache-2.0
import { periodOf } from '../domain/applications/deadline';
import { drawPeriod } from '../domain/draws/drawPeriod';
import { LIFECYCLE } from '../domain/lifecycle';
import { formatInstant } from '../protocol/civilTime';
import { yearsTouched } from '../protocol/legalTime/timeLimit';
import { yearOf } from '../protocol/legalTime/workingDays';
import type { CaseCommandName } from '../protocol/schemas/commands';
import type { Period, RuleProfile } from '../protocol/schemas/profile';
import type { Deadline } from '../protocol/schemas/records';

interface Counting {
  readonly command: CaseCommandName;
  /** Where time is counted from an earlier instant than now: that instant, in milliseconds since 1970. */
  readonly countedFrom?: number;
  /** The deadlines of the case, which may be provisional. */
  readonly deadlines?: readonly Deadline[];
}

/** The period that a deadline opened by a step can have at most: a review may be extended. */
const longestPeriod = (name: Deadline['name'], profile: RuleProfile): Period => {
  const period = periodOf(name, profile);
  const { reviewExtension } = profile.periods;
  if (name !== 'REVIEW' || reviewExtension?.unit !== period.unit) return period;
  return { ...period, length: period.length + reviewExtension.length };
};

const yearsOpened = ({ command, countedFrom }: Counting, now: number, profile: RuleProfile): number[] => {
  if (command === 'requestDraw') return yearsTouched(now, drawPeriod(profile));
  const opens = new Set(LIFECYCLE.flatMap((row) => (row.command === command ? (row.opens ?? []) : [])));
  const longest = [...opens].map((name) => longestPeriod(name, profile));
  const earlier = countedFrom === undefined ? [] : [profile.periods.acceptance, ...longest];
  return [
    ...earlier.flatMap((period) => yearsTouched(countedFrom ?? now, period)),
    ...longest.flatMap((period) => yearsTouched(now, period)),
  ];
};

/** A provisional deadline is counted on from where it broke off, through every stop of its clock. */
const yearsAwaited = ({ startedAt, provisional }: Deadline, now: number): number[] => {
  if (provisional === undefined) return [];
  const awaited = yearOf(provisional.awaits.slice(3));
  const first = yearOf(startedAt);
  const passed = Array.from({ length: yearOf(formatInstant(now)) - first + 2 }, (_, index) => first + index);
  return [...passed, awaited, awaited + 1];
};

/** The years whose calendars a command may touch. */
export const yearsNeeded = (counting: Counting, now: number, profile: RuleProfile): number[] => {
  const { deadlines = [] } = counting;
  const years = [...yearsOpened(counting, now, profile), ...deadlines.flatMap((one) => yearsAwaited(one, now))];
  return [...new Set(years)].sort((a, b) => a - b);
};
