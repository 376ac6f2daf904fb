// SPDX-License-Identifier: Apache-2.0
import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';

/** One line of the file that tells a person how to log in. */
export interface IssuedPassword {
  readonly username: string;
  readonly password: string;
  readonly role: string;
  readonly organization: string;
}

/** Writes the issued passwords where only the owner can read them, whole or not at all. */
export function writeUserFile(file: string, users: readonly IssuedPassword[]): void {
  const temporary = `${file}.new`;
  const handle = openSync(temporary, 'w', 0o600);
  try {
    writeSync(handle, `${JSON.stringify(users, undefined, 2)}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(temporary, file);
}
