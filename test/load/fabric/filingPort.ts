// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import type { ConnectOptions } from '@registry/gateway';
import { withContentOf } from '../../support/content';
import type { TestSystem } from '../../support/system';
import { closedLoop, type LoopResult } from '../closedLoop';
import { openFilingPort, sealedFiling } from '../filledLedger';

/** Files case by case through the ledger port alone, as a gateway does that follows the blocks meanwhile. */
export const fileThroughPort = async (
  register: TestSystem,
  { client, ...size }: { client: NonNullable<ConnectOptions['client']>; clients: number; jobs: number },
): Promise<LoopResult & { readonly processorMs: number }> => {
  const { ledger, identity } = openFilingPort(register, client);
  const stop = new AbortController();
  try {
    const filing = await sealedFiling(register);
    const following = follow(ledger.blocks(await ledger.height(), stop.signal));
    const file = (): Promise<unknown> => {
      const idempotencyKey = randomUUID();
      const request = { filing: withContentOf(filing, idempotencyKey), idempotencyKey };
      return ledger.submit({ identity, contract: 'application', transaction: 'submit', request });
    };
    await closedLoop({ ...size, jobs: size.clients * 2 }, file);
    const before = process.cpuUsage();
    const result = await closedLoop(size, file);
    const { user, system } = process.cpuUsage(before);
    stop.abort();
    await following;
    return { ...result, processorMs: (user + system) / 1000 / size.jobs };
  } finally {
    stop.abort();
    ledger.close();
  }
};

const follow = async (blocks: AsyncIterable<unknown>): Promise<void> => {
  const iterator = blocks[Symbol.asyncIterator]();
  while ((await iterator.next()).done !== true);
};
