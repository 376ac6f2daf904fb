// SPDX-License-Identifier: Apache-2.0
import type { TestSystem } from '../support/system';
import { acceptCases, fileCases, openFilingBench } from './filedCases';
import type { Figure } from './figures';

const CLIENTS = 50;
const WARM_UP = 100;
const ALONE = 200;
const TOGETHER = 1_500;

/** Deciding commands through REST: filings and acceptances by one client, then by fifty at once. */
export const measureCommands = async (register: TestSystem): Promise<Figure[]> => {
  const bench = await openFilingBench(register);
  const warm = await fileCases(bench, { clients: CLIENTS, jobs: WARM_UP });
  await acceptCases(bench, { clients: CLIENTS, caseIds: warm.caseIds });
  const alone = await fileCases(bench, { clients: 1, jobs: ALONE });
  const acceptAlone = await acceptCases(bench, { clients: 1, caseIds: alone.caseIds });
  const together = await fileCases(bench, { clients: CLIENTS, jobs: TOGETHER });
  const acceptTogether = await acceptCases(bench, { clients: CLIENTS, caseIds: together.caseIds });
  return [
    {
      name: 'accept through REST, 1 client, p50',
      value: acceptAlone.p50,
      unit: 'ms',
      limit: { kind: 'atMost', value: 25 },
    },
    { name: 'accept through REST, 1 client, p95', value: acceptAlone.p95, unit: 'ms' },
    { name: 'submit through REST, 1 client, p50', value: alone.result.p50, unit: 'ms' },
    {
      name: `accept through REST, ${String(CLIENTS)} clients`,
      value: acceptTogether.perSecond,
      unit: '/s',
      limit: { kind: 'atLeast', value: 150 },
    },
    { name: `submit through REST, ${String(CLIENTS)} clients`, value: together.result.perSecond, unit: '/s' },
  ];
};
