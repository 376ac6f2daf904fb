// SPDX-License-Identifier: Apache-2.0
import { RegistryError } from '../protocol/errors';
import type { RecordType } from '../protocol/schemas/events';

/**
 * Letters, digits and four marks. The Node shim takes U+0000 and U+10FFFF into the parts of a composite key, where
 * different parts could make one key; nothing outside this list gets that far.
 */
const PART = /^[A-Za-z0-9._:-]{1,128}$/;
const SEPARATOR = '\u0000';

const composite = (...parts: readonly [string, ...string[]]): string => {
  for (const part of parts) {
    if (!PART.test(part)) {
      throw new RegistryError('INVALID_IDENTIFIER', { identifier: 'KEY', problem: 'has characters that no key has' });
    }
  }
  return `${SEPARATOR}${parts.join(SEPARATOR)}${SEPARATOR}`;
};

const SEQUENCE_WIDTH = 10;

/** The key of a record with a history of its own. */
export const recordKey = (recordType: RecordType, recordId: string): string => composite(recordType, recordId);

/** The key of one event; in the order of their numbers, since those have one width. */
export const eventKey = (recordType: RecordType, recordId: string, eventSeq: number): string =>
  composite('event', recordType, recordId, String(eventSeq).padStart(SEQUENCE_WIDTH, '0'));

/** @param yearMonth - YYYYMM */
export const serialKey = (registryCode: string, yearMonth: string): string =>
  composite('serial', registryCode, yearMonth);

/** The cases that claim one content. @param sha256Root - the Merkle root over its chunks, in hexadecimal digits */
export const contentKey = (sha256Root: string): string => composite('content', sha256Root);

/** The serials of the numbers under which a registry recognizes. @param yearMonth - YYYYMM */
export const recognitionSerialKey = (registryCode: string, yearMonth: string): string =>
  composite('recognitionSerial', registryCode, yearMonth);

/** The recognition of a certificate that was asked of a registry last. */
export const recognizedKey = (number: string, registryUscc: string): string =>
  composite('recognized', number, registryUscc);

/** A version of a rule profile that has been superseded. @param hash - of its content, as cases that run under it name it */
export const supersededProfileKey = (profileId: string, hash: string): string =>
  composite('supersededProfile', profileId, hash);

/** Which registry has a registry code. */
export const registryCodeKey = (registryCode: string): string => composite('registryCode', registryCode);

/** @param identity, key - digests in hexadecimal digits: what callers choose is not a key */
export const idempotencyKey = (identity: string, key: string): string => composite('idempotency', identity, key);

/** The agencies that were approved. */
export const agencyIndexKey = (): string => composite('index', 'agencies');

/** Whose turn it was last where a registry's agencies take turns. */
export const rotationKey = (registryUscc: string): string => composite('rotation', registryUscc);

/** A membership whose peers endorse or are to. */
export const endorserKey = (mspId: string): string => composite('endorser', mspId);

export const foundingKey = (): string => composite('founding', 'register');
