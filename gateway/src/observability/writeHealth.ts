// SPDX-License-Identifier: Apache-2.0
import { CommitUnknown, LedgerBusy, LedgerUnavailable } from '../ledger/errors';
import type { LedgerPort } from '../ledger/port';
import type { Check } from './health';

/** So long, in milliseconds, one write that was not taken speaks for the next ones; then it is tried again. */
const MEMORY = 10_000;

export interface WatchedWrites {
  readonly ledger: LedgerPort;
  /** Fails while writes are not taken, though the ledger may answer questions well. */
  readonly check: Check;
}

const isOutage = (error: unknown): boolean => error instanceof LedgerUnavailable || error instanceof CommitUnknown;

/**
 * A ledger that can be read may still take no writes: its disk is full, or too few orderers run. Only a write shows that.
 *
 * @param now - milliseconds since 1970
 */
export function watchWrites(ledger: LedgerPort, now: () => number = Date.now): WatchedWrites {
  let failed: { readonly at: number; readonly error: unknown } | undefined;
  const submit: LedgerPort['submit'] = async (call) => {
    try {
      const committed = await ledger.submit(call);
      failed = undefined;
      return committed;
    } catch (error) {
      // A refusal is an answer; that too many wait here says nothing of the ledger.
      if (isOutage(error)) failed = { at: now(), error };
      else if (!(error instanceof LedgerBusy)) failed = undefined;
      throw error;
    }
  };
  return {
    ledger: {
      submit,
      evaluate: (call) => ledger.evaluate(call),
      transaction: (identity, id) => ledger.transaction(identity, id),
      blocks: (from, signal) => ledger.blocks(from, signal),
      height: () => ledger.height(),
      close: () => {
        ledger.close();
      },
    },
    check: () => {
      if (!failed || now() - failed.at > MEMORY) return Promise.resolve();
      return Promise.reject(new Error('The ledger took no writes lately', { cause: failed.error }));
    },
  };
}
