// SPDX-License-Identifier: Apache-2.0
import type { CertificateKeys } from '@registry/chaincode/protocol';
import type { Database } from '../database/openDatabase';
import type { Keyring } from '../vault/keyring';
import { newPrivateKeys, publicKeysOf } from './privateKeys';
import type { PrivateKeys } from './privateKeys';

export interface KeyStore {
  readonly database: Database;
  readonly keyring: Keyring;
}

/**
 * Makes a key set and keeps it before anybody hears of it: what is on the ledger and nowhere else would sign nothing.
 *
 * @param askedBy - the request that it is made for; what was made for it before stays
 */
async function keepNewKeys({ database, keyring }: KeyStore, askedBy: string | null): Promise<CertificateKeys> {
  const made = newPrivateKeys();
  const keys = publicKeysOf(made);
  await database
    .insertInto('certificate_keys')
    .values({
      secp256k1: keys.secp256k1,
      private_keys: keyring.encrypt('certificate-key', keys.secp256k1, Buffer.from(JSON.stringify(made))),
      created_at: new Date(),
      asked_by: askedBy,
    })
    .onConflict((conflict) => conflict.column('asked_by').doNothing())
    .execute();
  return keys;
}

/** A key set that nobody asked for. */
export const makeKeys = (store: KeyStore): Promise<CertificateKeys> => keepNewKeys(store, null);

const opened = (keyring: Keyring, secp256k1: string, stored: Uint8Array): PrivateKeys =>
  JSON.parse(keyring.decrypt('certificate-key', secp256k1, stored).toString()) as PrivateKeys;

/**
 * The public parts of the key set that is made for a request, once however often it is repeated.
 *
 * @param request - who asks, under which Idempotency-Key
 */
export async function keysFor(
  store: KeyStore,
  request: { readonly identityKey: string; readonly idempotencyKey: string },
): Promise<CertificateKeys> {
  const { database, keyring } = store;
  const asked = Buffer.from(JSON.stringify([request.identityKey, request.idempotencyKey]));
  const askedBy = keyring.digest('request-digest', asked);
  await keepNewKeys(store, askedBy);
  const row = await database
    .selectFrom('certificate_keys')
    .select(['secp256k1', 'private_keys'])
    .where('asked_by', '=', askedBy)
    .executeTakeFirstOrThrow();
  return publicKeysOf(opened(keyring, row.secp256k1, row.private_keys));
}

/** The private parts of a key set, or undefined where they were made elsewhere. */
export async function findKeys(
  { database, keyring }: KeyStore,
  { secp256k1 }: Pick<CertificateKeys, 'secp256k1'>,
): Promise<PrivateKeys | undefined> {
  const row = await database
    .selectFrom('certificate_keys')
    .select('private_keys')
    .where('secp256k1', '=', secp256k1)
    .executeTakeFirst();
  return row && opened(keyring, secp256k1, row.private_keys);
}
