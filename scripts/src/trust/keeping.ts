// SPDX-License-Identifier: Apache-2.0
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CertificateKeys } from '@registry/chaincode/protocol';
import { newKeyring, newPrivateKeys, openKeyFile, publicKeysOf } from '@registry/gateway';
import type { PrivateKeys } from '@registry/gateway';

/** Where the supervisor keeps what it signs its trust lists with, each set under one of its public parts. */
export interface KeyKeeping {
  /** Makes a new set and keeps it, before anybody hears of it. @returns its public parts */
  makeNew(): CertificateKeys;
  /** @returns undefined where the set is kept elsewhere, or lost */
  find(keys: CertificateKeys): PrivateKeys | undefined;
}

const PURPOSE = 'trust-list-key';

/**
 * @param folder - made where it is not there, readable by its owner only, as are the encrypted keys in it
 * @param keyFile - the key-encryption key; made with the first set, and to be backed up apart from the folder
 * @throws KeyFileRefused where there are sets, and not the key that opens them
 */
export const newKeyKeeping = (folder: string, keyFile: string): KeyKeeping => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const keyring = newKeyring(openKeyFile(keyFile, { isNew: readdirSync(folder).length === 0 }));
  const fileOf = ({ secp256k1 }: CertificateKeys): string => join(folder, secp256k1);
  return {
    makeNew: () => {
      const made = newPrivateKeys();
      const keys = publicKeysOf(made);
      const stored = keyring.encrypt(PURPOSE, keys.secp256k1, Buffer.from(JSON.stringify(made)));
      writeFileSync(fileOf(keys), stored, { mode: 0o600, flag: 'wx', flush: true });
      return keys;
    },
    find: (keys) => {
      const file = fileOf(keys);
      if (!existsSync(file)) return undefined;
      const clear = keyring.decrypt(PURPOSE, keys.secp256k1, readFileSync(file));
      return JSON.parse(clear.toString()) as PrivateKeys;
    },
  };
};
