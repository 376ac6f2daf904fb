// SPDX-License-Identifier: Apache-2.0
import type { TestSystem } from '../support/system';
import { acceptCases, fileCases, openFilingBench } from './filedCases';
import { blockHeight, fillLedger } from './filledLedger';
import type { Figure } from './figures';

const SAMPLE = 300;
const SMALL = 1_000;

const costOfCommand = async (register: TestSystem): Promise<number> => {
  const bench = await openFilingBench(register);
  const { caseIds } = await fileCases(bench, { clients: 1, jobs: SAMPLE });
  return (await acceptCases(bench, { clients: 1, caseIds })).p50;
};

/**
 * What a deciding command costs (p50 through REST, one client) with few cases and with many on the ledger.
 * @param cases how many are "many"; the limit speaks of 100,000
 */
export const measureGrowth = async (register: TestSystem, cases: number): Promise<Figure[]> => {
  await fillLedger(register, SMALL);
  await costOfCommand(register);
  const few = await costOfCommand(register);
  await fillLedger(register, cases - SMALL);
  const many = await costOfCommand(register);
  const height = await blockHeight(register, 'zhengzhou');
  return [
    { name: `accept through REST with ${String(SMALL)} cases, p50`, value: few, unit: 'ms' },
    { name: `accept through REST with ${String(cases)} cases, p50`, value: many, unit: 'ms' },
    {
      name: `cost of a command at ${String(cases)} cases by that at ${String(SMALL)}`,
      value: many / few,
      unit: '',
      limit: { kind: 'atMost', value: 1.5 },
      note: `filled through the ledger port in batches; ${String(height)} blocks`,
    },
  ];
};
