// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beaconCommitment } from '@registry/chaincode/protocol';

/** Where the supervisor keeps the values of the beacon, each under the commitment to it. */
export interface Keeping {
  /** Makes a new value and keeps it, before anybody hears of it. @returns the commitment to it */
  keepNew(): string;
  /** @returns undefined where the value is kept elsewhere, or lost */
  find(commitment: string): string | undefined;
}

/** @param folder - made where it is not there, readable by its owner only, as are the values in it */
export const newKeeping = (folder: string): Keeping => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const fileOf = (commitment: string): string => join(folder, commitment);
  return {
    keepNew: () => {
      const value = randomBytes(32).toString('hex');
      const commitment = beaconCommitment(value);
      writeFileSync(fileOf(commitment), value, { mode: 0o600, flag: 'wx', flush: true });
      return commitment;
    },
    find: (commitment) => {
      const file = fileOf(commitment);
      return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
    },
  };
};
