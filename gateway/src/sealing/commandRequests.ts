// SPDX-License-Identifier: Apache-2.0
import type { Insertable } from 'kysely';
import { canonicalJson, parseJson, type JsonObject } from '@registry/chaincode/protocol';
import type { Database } from '../database/openDatabase';
import { GatewayError } from '../http/gatewayError';
import type { Keyring } from '../vault/keyring';
import type { Earlier } from './earlier';
import { keepOpenings } from './openings';
import type { ClearCommand } from './port';
import { seal } from './seal';
import type { CommandRequestsTable } from './tables';

interface Store {
  readonly database: Database;
  readonly keyring: Keyring;
}

/** What is sent to the ledger for a key, the first time and every further time. */
export interface KeptRequest {
  readonly request: JsonObject;
  readonly unknown?: Earlier;
}

interface Row {
  readonly body_digest: string;
  readonly request: string;
  readonly unknown_transaction_id: string | null;
  readonly unknown_since: Date | null;
}

/** Keyed, so that the digest of a form with few possible values cannot be guessed from the table. */
export function bodyDigest(
  keyring: Keyring,
  { contract, transaction, form }: Pick<ClearCommand, 'contract' | 'transaction' | 'form'>,
): string {
  return keyring.digest('request-digest', Buffer.from(canonicalJson([contract, transaction, form])));
}

/** What was kept for a key. It counts as sent anew, so that nothing forgets it while it is on its way. */
async function takeUp(database: Pick<Database, 'updateTable'>, command: ClearCommand): Promise<Row | undefined> {
  return database
    .updateTable('command_requests')
    .set({ created_at: new Date() })
    .where('identity_key', '=', command.caller.identityKey)
    .where('idempotency_key', '=', command.idempotencyKey)
    .returning(['body_digest', 'request', 'unknown_transaction_id', 'unknown_since'])
    .executeTakeFirst();
}

function newRow(command: ClearCommand, digest: string, sealed: JsonObject): Insertable<CommandRequestsTable> {
  const { caller, contract, transaction, idempotencyKey } = command;
  return {
    identity_key: caller.identityKey,
    idempotency_key: idempotencyKey,
    body_digest: digest,
    contract,
    transaction,
    request: canonicalJson({ ...sealed, idempotencyKey }),
    unknown_transaction_id: null,
    unknown_since: null,
    created_at: new Date(),
  };
}

/** @returns whether it was kept: another request with the same key may have been quicker */
async function insertRow(
  database: Pick<Database, 'insertInto'>,
  row: Insertable<CommandRequestsTable>,
): Promise<boolean> {
  const result = await database
    .insertInto('command_requests')
    .values(row)
    .onConflict((conflict) => conflict.columns(['identity_key', 'idempotency_key']).doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** Seals and keeps a command whose key is new. */
async function keepNew(store: Store, command: ClearCommand, digest: string): Promise<JsonObject | undefined> {
  const { sealed, openings } = seal(command.form, command.pointers);
  const row = newRow(command, digest, sealed);
  const isKept =
    openings.length === 0
      ? await insertRow(store.database, row)
      : await store.database.transaction().execute(async (step) => {
          if (!(await insertRow(step, row))) return false;
          await keepOpenings({ database: step, keyring: store.keyring }, openings);
          return true;
        });
  return isKept ? { ...sealed, idempotencyKey: command.idempotencyKey } : undefined;
}

function kept(row: Row): KeptRequest {
  const request = parseJson(row.request) as JsonObject;
  const { unknown_transaction_id: transactionId, unknown_since: since } = row;
  return transactionId === null || since === null ? { request } : { request, unknown: { transactionId, since } };
}

/**
 * The sealed request for a command: made once for each person and key, then always the same.
 *
 * @throws GatewayError IDEMPOTENCY_KEY_REUSED where the key was used for something else
 */
export async function sealedRequestFor(store: Store, command: ClearCommand): Promise<KeptRequest> {
  const digest = bodyDigest(store.keyring, command);
  for (;;) {
    const request = await keepNew(store, command, digest);
    if (request) return { request };
    const row = await takeUp(store.database, command);
    // Forgotten in between: then the key is new again.
    if (!row) continue;
    if (row.body_digest !== digest) throw new GatewayError('IDEMPOTENCY_KEY_REUSED');
    return kept(row);
  }
}

/** Notes that a transaction's fate is unknown, or with null that it is known. */
export async function noteUnknown(
  { database }: Pick<Store, 'database'>,
  command: ClearCommand,
  transactionId: string | null,
): Promise<void> {
  await database
    .updateTable('command_requests')
    .set({ unknown_transaction_id: transactionId, unknown_since: transactionId === null ? null : new Date() })
    .where('identity_key', '=', command.caller.identityKey)
    .where('idempotency_key', '=', command.idempotencyKey)
    .execute();
}
