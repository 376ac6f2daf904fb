// SPDX-License-Identifier: Apache-2.0
import { performance } from 'node:perf_hooks';
import { addDays, calendarsByYear, explainDeadline } from '@registry/chaincode/protocol';
import { loadFounding, loadTopology } from '@registry/network';
import type { Figure } from './figures';
import { percentile } from './percentile';

const RUNS = 5_000;

/** Explaining one deadline day by day: ten working days, a stop over a week, ten more. */
export const measureExplained = (): Promise<Figure[]> => {
  const calendars = calendarsByYear(loadFounding({ topology: loadTopology(), testProfiles: [] }).calendars);
  const period = { unit: 'WORKING_DAY', length: 10 } as const;
  const noon = (day: string): string => `${day}T04:00:00.000Z`;
  const taken = Array.from({ length: RUNS }, (_, run) => {
    const day = addDays('2024-01-02', run % 800);
    const stop = { stoppedAt: noon(addDays(day, 4)), restartedAt: noon(addDays(day, 11)) };
    const from = performance.now();
    explainDeadline({ startedAt: noon(day), period, changes: [stop, { extendedBy: period }] }, calendars);
    return performance.now() - from;
  });
  const limit = { kind: 'atMost', value: 2 } as const;
  return Promise.resolve([
    { name: 'a deadline explained day by day, p95', value: percentile(taken, 95), unit: 'ms', limit },
  ]);
};
