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

/** Makes a key set and keeps it before anybody hears of it: what is on the ledger and nowhere else would sign nothing. */
export async function makeKeys({ database, keyring }: KeyStore): Promise<CertificateKeys> {
  const made = newPrivateKeys();
  const keys = publicKeysOf(made);
  await database
    .insertInto('certificate_keys')
    .values({
      secp256k1: keys.secp256k1,
      private_keys: keyring.encrypt('certificate-key', keys.secp256k1, Buffer.from(JSON.stringify(made))),
      created_at: new Date(),
    })
    .execute();
  return keys;
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
  if (row === undefined) return undefined;
  return JSON.parse(keyring.decrypt('certificate-key', secp256k1, row.private_keys).toString()) as PrivateKeys;
}
