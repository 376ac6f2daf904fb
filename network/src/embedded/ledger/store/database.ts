// SPDX-License-Identifier: Apache-2.0
import { isNativeError } from 'node:util/types';
import { ClassicLevel } from 'classic-level';
import { LedgerError } from '../errors';
import { unseal } from './records';

export type Database = ClassicLevel<Buffer, Buffer>;
export type Snapshot = ReturnType<Database['snapshot']>;

const asBuffers = { keyEncoding: 'buffer', valueEncoding: 'buffer' } as const;

const codesOf = (error: unknown): readonly unknown[] => {
  if (!isNativeError(error)) return [];
  return [(error as { readonly code?: unknown }).code, ...codesOf(error.cause)];
};

/** LevelDB's error as a sentence that names the folder and says what to do. */
export const storeError = (folder: string, cause: unknown): LedgerError => {
  if (cause instanceof LedgerError && cause.code !== 'STORE_DAMAGED') return cause;
  const codes = codesOf(cause);
  const why = isNativeError(cause) ? `${cause.message}${causeText(cause)}` : String(cause);
  if (codes.includes('LEVEL_LOCKED'))
    return new LedgerError('STORE_LOCKED', `Another process has the ledger in ${folder} open. Stop it first.`, {
      cause,
    });
  if (codes.includes('LEVEL_CORRUPTION') || cause instanceof LedgerError)
    return new LedgerError('STORE_DAMAGED', `The ledger in ${folder} is damaged (${why}). Restore it from a backup.`, {
      cause,
    });
  if (codes.includes('LEVEL_DATABASE_NOT_OPEN') && !codes.includes('LEVEL_IO_ERROR'))
    return new LedgerError('STORE_CLOSED', `The ledger in ${folder} is closed.`, { cause });
  return new LedgerError('STORE_UNREADABLE', `The ledger in ${folder} cannot be read or written (${why}).`, { cause });
};

const causeText = (error: Error): string => (isNativeError(error.cause) ? `: ${error.cause.message}` : '');

/** @throws LedgerError STORE_LOCKED, STORE_DAMAGED, STORE_UNREADABLE */
export const openDatabase = async (folder: string, createIfMissing: boolean): Promise<Database> => {
  const database: Database = new ClassicLevel(folder, asBuffers);
  try {
    await database.open({ createIfMissing });
  } catch (cause) {
    throw storeError(folder, cause);
  }
  return database;
};

/** Reads one record and checks it. @throws LedgerError STORE_DAMAGED */
export const readRecord = (database: Database, key: Buffer, snapshot?: Snapshot): Buffer | undefined => {
  try {
    const sealed = database.getSync(key, snapshot === undefined ? {} : { snapshot });
    return sealed && unseal(key, sealed);
  } catch (cause) {
    throw storeError(database.location, cause);
  }
};
