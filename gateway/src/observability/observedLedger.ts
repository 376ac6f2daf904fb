// SPDX-License-Identifier: Apache-2.0
import { CommitFailed, CommitUnknown, LedgerBusy, LedgerRefusal, LedgerUnavailable } from '../ledger/errors';
import type { LedgerPort } from '../ledger/port';
import type { GatewayMetrics } from './metrics';

const OUTCOMES = [
  [LedgerRefusal, 'refused'],
  [CommitUnknown, 'unknown'],
  [CommitFailed, 'invalid'],
  [LedgerBusy, 'busy'],
  [LedgerUnavailable, 'unavailable'],
] as const;

const outcomeOf = (error: unknown): string => OUTCOMES.find(([kind]) => error instanceof kind)?.[1] ?? 'failed';

type Metrics = Pick<GatewayMetrics, 'ledgerSeconds' | 'ledgerCalls'>;

async function measured<T>(metrics: Metrics, call: string, work: () => Promise<T>): Promise<T> {
  const stop = metrics.ledgerSeconds.startTimer({ call });
  metrics.ledgerCalls.inc({ state: 'open' });
  try {
    const result = await work();
    stop({ outcome: 'ok' });
    return result;
  } catch (error) {
    stop({ outcome: outcomeOf(error) });
    throw error;
  } finally {
    metrics.ledgerCalls.dec({ state: 'open' });
  }
}

/** The same ledger, with its calls counted and timed. */
export function observedLedger(ledger: LedgerPort, metrics: Metrics): LedgerPort {
  return {
    evaluate: (call) => measured(metrics, 'evaluate', () => ledger.evaluate(call)),
    submit: (call) => measured(metrics, 'submit', () => ledger.submit(call)),
    transaction: (identity, id) => measured(metrics, 'transaction', () => ledger.transaction(identity, id)),
    blocks: (from, signal) => ledger.blocks(from, signal),
    height: () => measured(metrics, 'height', () => ledger.height()),
    close: () => {
      ledger.close();
    },
  };
}
