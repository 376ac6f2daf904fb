// SPDX-License-Identifier: Apache-2.0
import type { LedgerIdentity, LedgerPort } from '../ledger/port';

/** A transaction of an earlier attempt whose fate was unknown, and since when. */
export interface Earlier {
  readonly transactionId: string;
  readonly since: Date;
}

/** Until then nothing else is sent. Later a lost transaction may be replaced: the ledger takes the key only once. */
const PATIENCE = 60_000;

/**
 * Whether it is still open if an earlier transaction was written: then no other one is sent in its place.
 *
 * @throws LedgerUnavailable, LedgerBusy
 */
export async function isStillOpen(
  ledger: Pick<LedgerPort, 'transaction'>,
  identity: LedgerIdentity,
  { transactionId, since }: Earlier,
): Promise<boolean> {
  const fate = await ledger.transaction(identity, transactionId);
  return !fate && Date.now() - since.getTime() < PATIENCE;
}
