// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** The key-encryption key cannot be used; the message says what to do. */
export class KeyFileRefused extends Error {
  override readonly name = 'KeyFileRefused';
}

function create(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const handle = openSync(file, 'wx', 0o600);
  try {
    chmodSync(file, 0o600);
    writeSync(handle, `${randomBytes(32).toString('hex')}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function read(file: string): Buffer {
  const text = readFileSync(file, 'utf8').trim();
  if (/^[0-9a-f]{64}$/.test(text)) return Buffer.from(text, 'hex');
  throw new KeyFileRefused(`${file} does not hold 64 hexadecimal digits: restore the key from its backup`);
}

function refuseOpenToOthers(file: string): void {
  if ((statSync(file).mode & 0o077) === 0) return;
  throw new KeyFileRefused(`${file} can be read by others: give it mode 0600, and think of the key as known`);
}

/**
 * Reads a key that several organizations share: nobody may make one alone.
 *
 * @throws KeyFileRefused
 */
export function readSharedKey(file: string): Buffer {
  if (!existsSync(file)) throw new KeyFileRefused(`${file} is missing: put there the key that the registries share`);
  refuseOpenToOthers(file);
  return read(file);
}

/**
 * Reads the key-encryption key, and makes one for a gateway that has never stored anything.
 *
 * @param isNew - whether the data folder is new; a missing key is refused otherwise, since a fresh one opens nothing
 * @throws KeyFileRefused
 */
export function openKeyFile(file: string, { isNew }: { isNew: boolean }): Buffer {
  if (!existsSync(file)) {
    if (!isNew) {
      throw new KeyFileRefused(
        `${file} is missing, but there are data that only this key-encryption key opens: restore it from its backup`,
      );
    }
    create(file);
  }
  refuseOpenToOthers(file);
  return read(file);
}
