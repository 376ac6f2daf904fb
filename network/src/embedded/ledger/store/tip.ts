// SPDX-License-Identifier: Apache-2.0
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { LedgerError } from '../errors';

/** The last block as noted outside the database: LevelDB drops a damaged tail of its log without a word. */
export interface Tip {
  readonly height: number;
  readonly headerHash: string;
  readonly commitHash: string;
}

const fileName = 'tip.json';
/** Fixed, so that overwriting in place never leaves part of an older line behind. */
const lineLength = 256;

export const tipPath = (folder: string): string => join(folder, fileName);
export const hasTip = (folder: string): boolean => existsSync(tipPath(folder));

const isTip = (value: unknown): value is Tip => {
  if (typeof value !== 'object' || value === null) return false;
  const { height, headerHash, commitHash } = value as Partial<Record<keyof Tip, unknown>>;
  return Number.isSafeInteger(height) && typeof headerHash === 'string' && typeof commitHash === 'string';
};

/** @throws LedgerError STORE_DAMAGED */
export const readTip = (folder: string): Tip => {
  const damaged = (cause?: unknown): LedgerError =>
    new LedgerError('STORE_DAMAGED', `The file ${tipPath(folder)} is damaged. Restore the folder from a backup.`, {
      cause,
    });
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(tipPath(folder), 'utf8'));
  } catch (cause) {
    throw damaged(cause);
  }
  if (!isTip(value)) throw damaged();
  return value;
};

/** Keeps the note; written after a block is on disk, so that it is never ahead of what was flushed. */
export class TipFile {
  readonly #descriptor: number;

  constructor(folder: string, tip: Tip) {
    const isNew = !hasTip(folder);
    this.#descriptor = openSync(tipPath(folder), isNew ? 'w+' : 'r+', 0o600);
    this.write(tip);
    fsyncSync(this.#descriptor);
  }

  /** One small write: a killed process leaves the old line or the new one. The disk may get it later. */
  write(tip: Tip): void {
    writeSync(this.#descriptor, `${JSON.stringify(tip).padEnd(lineLength - 1)}\n`, 0);
  }

  close(): void {
    fsyncSync(this.#descriptor);
    closeSync(this.#descriptor);
  }
}
