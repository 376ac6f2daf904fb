// SPDX-License-Identifier: Apache-2.0
import type { ColumnType } from 'kysely';

type Moment = ColumnType<Date, Date, Date>;

/** Salt and clear value of one sealed field, encrypted (migration 0003). */
export interface OpeningsTable {
  /** The commitment's SHA-256, as it stands on the ledger. */
  commitment: string;
  opening: Uint8Array;
  created_at: Moment;
}

/** What was sent for an Idempotency-Key, so that a repetition sends the same salts again. */
export interface CommandRequestsTable {
  identity_key: string;
  idempotency_key: string;
  /** Keyed digest of contract, transaction and the clear form. */
  body_digest: string;
  contract: string;
  transaction: string;
  /** The sealed request as it goes to the ledger: canonical JSON. */
  request: string;
  /** Set while it is unknown whether this transaction was committed. */
  unknown_transaction_id: string | null;
  unknown_since: ColumnType<Date | null, Date | null, Date | null>;
  /** When it was last sent. */
  created_at: Moment;
}

export interface SealingTables {
  openings: OpeningsTable;
  command_requests: CommandRequestsTable;
}
