// SPDX-License-Identifier: Apache-2.0
import type { ColumnType } from 'kysely';

/** A key set that this gateway made (migration 0012). */
export interface CertificateKeysTable {
  /** The public part of one of its keys, which names it. */
  secp256k1: string;
  /** All private parts, encrypted. */
  private_keys: Uint8Array;
  created_at: ColumnType<Date, Date, Date>;
  /** Which request it was made for (migration 0016). */
  asked_by: string | null;
}

export interface SigningTables {
  certificate_keys: CertificateKeysTable;
}
