// SPDX-License-Identifier: Apache-2.0
import type { LoopResult } from '../closedLoop';
import type { Figure } from '../figures';
import { percentile } from '../percentile';

const median = (values: readonly number[]): number => percentile(values, 50);

/** Rounds of the same, as one: the median of each of their figures. */
export const ofRounds = (rounds: readonly LoopResult[]): LoopResult => {
  const of = (figure: keyof LoopResult): number => median(rounds.map((round) => round[figure]));
  return { perSecond: of('perSecond'), p50: of('p50'), p95: of('p95'), p99: of('p99'), mean: of('mean') };
};

/** Milliseconds that a client waits. */
export const latencyFigures = (what: string, { p50, p95, p99 }: LoopResult): Figure[] =>
  Object.entries({ p50, p95, p99 }).map(([name, value]) => ({ name: `${what}, ${name}`, value, unit: 'ms' }));

export const rateFigure = (what: string, { perSecond }: LoopResult): Figure => ({
  name: what,
  value: perSecond,
  unit: '/s',
});
