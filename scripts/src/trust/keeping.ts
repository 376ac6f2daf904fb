// SPDX-License-Identifier: Apache-2.0
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CertificateKeys } from '@registry/chaincode/protocol';
import { newPrivateKeys, publicKeysOf } from '@registry/gateway';
import type { PrivateKeys } from '@registry/gateway';

/** Where the supervisor keeps what it signs its trust lists with, each set under one of its public parts. */
export interface KeyKeeping {
  /** Makes a new set and keeps it, before anybody hears of it. @returns its public parts */
  makeNew(): CertificateKeys;
  /** @returns undefined where the set is kept elsewhere, or lost */
  find(keys: CertificateKeys): PrivateKeys | undefined;
}

/** @param folder - made where it is not there, readable by its owner only, as are the keys in it */
export const newKeyKeeping = (folder: string): KeyKeeping => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const fileOf = ({ secp256k1 }: CertificateKeys): string => join(folder, `${secp256k1}.json`);
  return {
    makeNew: () => {
      const made = newPrivateKeys();
      const keys = publicKeysOf(made);
      writeFileSync(fileOf(keys), JSON.stringify(made), { mode: 0o600, flag: 'wx', flush: true });
      return keys;
    },
    find: (keys) => {
      const file = fileOf(keys);
      return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as PrivateKeys) : undefined;
    },
  };
};
