// SPDX-License-Identifier: Apache-2.0
import type { Selectable, SelectQueryBuilder } from 'kysely';
import { isRole } from '@registry/chaincode/protocol';
import type { Database } from '../database/openDatabase';
import type { Tables } from '../database/tables';
import type { Caller } from '../http/requestContext';
import { newLedgerIdentity } from '../ledger/identity';
import type { Keyring } from '../vault/keyring';
import type { UsersTable } from './tables';

/** Decrypted keys that are kept at once. */
const MAX_KEPT = 1_000;

interface Store {
  readonly database: Database;
  readonly keyring: Keyring;
}

type UserRow = Selectable<UsersTable>;

function callerOfRow(keyring: Keyring, row: UserRow): Caller {
  if (!isRole(row.role)) throw new Error(`The user ${row.user_id} has a role that is not known`);
  const privateKey = keyring.decrypt('private-key', row.user_id, row.private_key).toString();
  return {
    userId: row.user_id,
    username: row.username,
    displayName: row.display_name,
    role: row.role,
    staffNo: row.staff_no,
    uscc: row.uscc,
    mspId: row.msp_id,
    identity: newLedgerIdentity({ mspId: row.msp_id, certificate: row.certificate, privateKey }),
    identityKey: row.identity_key,
  };
}

/** The wallet: people with their keys, which are in the clear only in this process's memory. */
export class People {
  readonly #store: Store;
  readonly #kept = new Map<string, Caller>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** The person with this id, or undefined. The same person is the same object, so that what hangs on it is reused. */
  async withId(userId: string): Promise<Caller | undefined> {
    const kept = this.#kept.get(userId);
    if (kept) return kept;
    const row = await this.#users().where('user_id', '=', userId).executeTakeFirst();
    return row && this.#keep(row);
  }

  /** Id and password hash of a name, for the log-in alone. */
  async credentials(username: string): Promise<Pick<UserRow, 'user_id' | 'password_hash'> | undefined> {
    return this.#store.database
      .selectFrom('users')
      .select(['user_id', 'password_hash'])
      .where('username', '=', username)
      .executeTakeFirst();
  }

  /** The service that executes an organization's time rules, or undefined. */
  async clockOf(organization: string): Promise<Caller | undefined> {
    const query = this.#users().where('organization', '=', organization).where('role', '=', 'clock');
    const row = await query.orderBy('username').executeTakeFirst();
    return row && this.#keep(row);
  }

  #users(): SelectQueryBuilder<Tables, 'users', UserRow> {
    return this.#store.database.selectFrom('users').selectAll();
  }

  #keep(row: UserRow): Caller {
    const caller = this.#kept.get(row.user_id) ?? callerOfRow(this.#store.keyring, row);
    this.#kept.set(row.user_id, caller);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MAX_KEPT && oldest !== undefined) this.#kept.delete(oldest);
    return caller;
  }
}
