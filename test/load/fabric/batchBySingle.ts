// SPDX-License-Identifier: Apache-2.0
import type { TestSystem } from '../../support/system';
import type { Figure } from '../figures';
import { fillLedger } from '../filledLedger';
import { fileThroughPort } from './filingPort';
import { rateFigure } from './phases';

const SINGLE = { client: 'fabric-gateway', clients: 50, jobs: 1_000 } as const;
/** An applicant who waits for each answer before the next filing. */
const ALONE = { client: 'fabric-gateway', clients: 1, jobs: 60 } as const;
const WARM_UP = 400;
const BATCHED = 5_000;

/** Batch filing by filing one by one, both through the ledger port: what is compared is the batch and nothing else. */
export const measureBatchBySingle = async (register: TestSystem): Promise<Figure[]> => {
  const alone = await fileThroughPort(register, ALONE);
  const single = await fileThroughPort(register, SINGLE);
  await fillLedger(register, WARM_UP);
  const batched = await fillLedger(register, BATCHED);
  return [
    rateFigure('single filing at the ledger port, 1 client', alone),
    rateFigure(`single filing at the ledger port, ${String(SINGLE.clients)} clients`, single),
    {
      ...rateFigure('batch filing at the ledger port', { ...single, perSecond: batched.perSecond }),
      note: `${String(BATCHED)} applications, ${String(batched.batchSize)} in a transaction`,
    },
    {
      name: 'batch filing by single filing of 1 client, registrations a second',
      value: batched.perSecond / alone.perSecond,
      unit: '',
      note: 'what a batch saves an applicant who would file one by one',
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
