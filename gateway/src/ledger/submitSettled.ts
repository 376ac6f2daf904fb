// SPDX-License-Identifier: Apache-2.0
import { setTimeout as delay } from 'node:timers/promises';
import { CommitFailed, CommitUnknown, LedgerBusy, LedgerUnavailable } from './errors';
import type { Call, Committed, LedgerPort, TransactionFate } from './port';

export interface Patience {
  /** How long the fate of a transaction is asked for, in milliseconds. */
  readonly ms: number;
  readonly everyMs: number;
}

const PATIENCE: Patience = { ms: 10_000, everyMs: 500 };

type Ledger = Pick<LedgerPort, 'submit' | 'transaction'>;

/** Whoever cannot ask does not know. */
async function fateOf(ledger: Ledger, { identity }: Call, transactionId: string): Promise<TransactionFate | undefined> {
  try {
    return await ledger.transaction(identity, transactionId);
  } catch (error) {
    if (error instanceof LedgerUnavailable || error instanceof LedgerBusy) return undefined;
    throw error;
  }
}

async function settle(ledger: Ledger, call: Call, open: CommitUnknown, patience: Patience): Promise<Committed> {
  const { transactionId, answer } = open;
  const end = performance.now() + patience.ms;
  do {
    const fate = await fateOf(ledger, call, transactionId);
    if (fate && fate.validationCode !== 'VALID') throw new CommitFailed({ transactionId, code: fate.validationCode });
    if (fate && answer !== undefined) return { answer, transactionId, blockNumber: fate.blockNumber };
    await delay(patience.everyMs);
  } while (performance.now() < end);
  throw open;
}

/**
 * Submits once. Where nobody can say whether the transaction was written, it is asked for by its id, and no other one is
 * sent: for callers that have the time, as a stream of many lines has.
 *
 * @throws what `submit` throws; CommitUnknown only after a while
 */
export async function submitSettled(ledger: Ledger, call: Call, patience: Patience = PATIENCE): Promise<Committed> {
  try {
    return await ledger.submit(call);
  } catch (error) {
    if (error instanceof CommitUnknown) return settle(ledger, call, error, patience);
    throw error;
  }
}
