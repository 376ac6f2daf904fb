// SPDX-License-Identifier: Apache-2.0
import { residentMiB } from '@registry/scripts/system/memory';
import { ENGINE } from '@registry/scripts/system/startSystem';
import type { TestSystem } from '../support/system';
import { fillLedger } from './filledLedger';
import type { Figure } from './figures';

const WARM_UP = 1_000;
const CASES = 10_000;

const memoryOf = (register: TestSystem, part: string): Promise<number> =>
  residentMiB([register.system.parts.get(part).pid]);

/** Batch filing at the ledger port: what the ledger commits, and how long the read models of both gateways lag. */
export const measureBatch = async (register: TestSystem): Promise<Figure[]> => {
  await fillLedger(register, WARM_UP);
  const { perSecond, catchUp, batchSize } = await fillLedger(register, CASES);
  return [
    {
      name: 'batch filing at the ledger port, applications committed',
      value: perSecond,
      unit: '/s',
      limit: { kind: 'atLeast', value: 1_000 },
      note: `${String(CASES)} applications, ${String(batchSize)} in a transaction; both gateways project meanwhile`,
    },
    { name: 'batch filing: read models of both gateways behind by', value: catchUp, unit: 's' },
    { name: 'batch filing: memory of the ledger after it', value: await memoryOf(register, ENGINE), unit: 'MiB' },
    { name: 'batch filing: memory of a gateway after it', value: await memoryOf(register, 'zhengzhou'), unit: 'MiB' },
  ];
};
