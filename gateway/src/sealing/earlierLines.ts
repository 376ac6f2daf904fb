// SPDX-License-Identifier: Apache-2.0
import type { Database } from '../database/openDatabase';
import { CommitUnknown } from '../ledger/errors';
import type { LedgerPort } from '../ledger/port';
import { isStillOpen, type Earlier } from './earlier';
import type { ClearLines } from './port';

/** A line as it was kept, with the transaction that may have written it. */
export interface KeptLine {
  readonly idempotency_key: string;
  readonly unknown_transaction_id: string | null;
  readonly unknown_since: Date | null;
}

export type Batch = Pick<ClearLines, 'caller' | 'idempotencyKey'>;

interface Parts {
  readonly database: Database;
  readonly ledger: Pick<LedgerPort, 'transaction'>;
}

/** No single command can have this key: what callers choose has no such character. */
export const keyOfLine = ({ idempotencyKey }: Batch, line: number): string => `${idempotencyKey}/${String(line)}`;

/** Notes by which transaction lines may have been written, or with null that this is known. */
export async function noteUnknownLines(
  database: Pick<Database, 'updateTable'>,
  { caller, keys }: Pick<Batch, 'caller'> & { readonly keys: readonly string[] },
  transactionId: string | null,
): Promise<void> {
  if (keys.length === 0) return;
  await database
    .updateTable('command_requests')
    .set({ unknown_transaction_id: transactionId, unknown_since: transactionId === null ? null : new Date() })
    .where('identity_key', '=', caller.identityKey)
    .where('idempotency_key', 'in', keys)
    .execute();
}

const earlierOf = (rows: Iterable<KeptLine>): Map<string, Earlier> => {
  const found = new Map<string, Earlier>();
  for (const { unknown_transaction_id: transactionId, unknown_since: since } of rows) {
    if (transactionId !== null && since !== null) found.set(transactionId, { transactionId, since });
  }
  return found;
};

async function problemOf({ ledger }: Parts, { caller }: Batch, earlier: Earlier): Promise<Error | undefined> {
  try {
    const { transactionId } = earlier;
    return (await isStillOpen(ledger, caller.identity, earlier)) ? new CommitUnknown({ transactionId }) : undefined;
  } catch (error) {
    // Whoever cannot ask does not know either; what kept him from asking is the answer.
    return error as Error;
  }
}

/**
 * Asks what became of the transactions that lines were sent with before. Lines of a transaction that may still be
 * committed are not to be sent again.
 *
 * @returns why, by the key of such a line
 */
export async function openLines(
  parts: Parts,
  batch: Batch,
  rows: readonly KeptLine[],
): Promise<ReadonlyMap<string, Error>> {
  const open = new Map<string, Error>();
  for (const earlier of earlierOf(rows).values()) {
    const problem = await problemOf(parts, batch, earlier);
    const theirs = rows.filter((row) => row.unknown_transaction_id === earlier.transactionId);
    const keys = theirs.map((row) => row.idempotency_key);
    if (problem) for (const key of keys) open.set(key, problem);
    else await noteUnknownLines(parts.database, { caller: batch.caller, keys }, null);
  }
  return open;
}
