// SPDX-License-Identifier: Apache-2.0
import type { ColumnType } from 'kysely';

type Moment = ColumnType<Date, Date, Date>;

/** People and services of this gateway (migration 0002). */
export interface UsersTable {
  user_id: string;
  username: string;
  display_name: string;
  role: string;
  organization: string;
  msp_id: string;
  staff_no: string;
  uscc: string;
  identity_key: string;
  certificate: string;
  /** PKCS 8 PEM under the vault's key-encryption key. */
  private_key: Uint8Array;
  /** Absent for services, which cannot log in. */
  password_hash: string | null;
}

export interface SessionsTable {
  /** SHA-256 of the token; the token itself is kept nowhere. */
  token_hash: string;
  user_id: string;
  created_at: Moment;
  expires_at: Moment;
}

export interface PeopleTables {
  users: UsersTable;
  sessions: SessionsTable;
}
