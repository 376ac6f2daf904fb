// SPDX-License-Identifier: Apache-2.0
import type { TestSystem } from '../../support/system';
import type { Figure } from '../figures';
import { fillLedger } from '../filledLedger';
import { fileThroughPort } from './filingPort';
import { rateFigure } from './phases';

const SINGLE = { client: 'fabric-gateway', clients: 50, jobs: 1_000 } as const;
const WARM_UP = 400;
const BATCHED = 5_000;

/** Batch filing by filing one by one, both through the ledger port: what is compared is the batch and nothing else. */
export const measureBatchBySingle = async (register: TestSystem): Promise<Figure[]> => {
  const single = await fileThroughPort(register, SINGLE);
  await fillLedger(register, WARM_UP);
  const batched = await fillLedger(register, BATCHED);
  return [
    rateFigure(`single filing at the ledger port, ${String(SINGLE.clients)} clients`, single),
    {
      ...rateFigure('batch filing at the ledger port', { ...single, perSecond: batched.perSecond }),
      note: `${String(BATCHED)} applications, ${String(batched.batchSize)} in a transaction`,
    },
    {
      name: 'batch filing by single filing, registrations a second',
      value: batched.perSecond / single.perSecond,
      unit: '',
      limit: { kind: 'atLeast', value: 10 },
    },
    { name: 'batch filing: read models of both gateways behind by', value: batched.catchUp, unit: 's' },
  ];
};
