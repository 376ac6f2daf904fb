// SPDX-License-Identifier: Apache-2.0
import { assertNoProblem } from './invalidIdentifier';

/** Crockford's base 32: no I, L, O, U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 128 bits in 26 characters of 5 bits: the first can only be 0 to 7. */
const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;
const REGISTRY = /^[0-9]{3}$/;
/** The largest time that a ULID holds: 48 bits of milliseconds. */
const MAX_MS = 281_474_976_710_655;

const encode = (value: bigint, length: number): string =>
  Array.from({ length }, (_, index) => {
    const shift = BigInt(5 * (length - 1 - index));
    return ALPHABET.charAt(Number((value >> shift) & 31n));
  }).join('');

const timeProblem = (ms: number): string | undefined =>
  Number.isSafeInteger(ms) && ms >= 0 && ms <= MAX_MS ? undefined : 'the time must be 48 bits of milliseconds';

/**
 * A ULID. The same arguments give the same id, so that all endorsers name a case alike.
 *
 * @param ms - milliseconds since 1970-01-01T00:00:00Z
 * @param entropy - 10 bytes, for example of a transaction id's digest
 * @throws RegistryError INVALID_IDENTIFIER
 */
export const newUlid = (ms: number, entropy: Uint8Array): string => {
  assertNoProblem('ULID', timeProblem(ms) ?? (entropy.length === 10 ? undefined : 'the entropy must be 10 bytes'));
  const random = entropy.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
  return encode(BigInt(ms), 10) + encode(random, 16);
};

export const isUlid = (value: string): boolean => ULID.test(value);

/** What is wrong with a case id, or undefined: a registry's three digits, a hyphen and a ULID. */
export const caseIdProblem = (value: string): string | undefined => {
  if (!REGISTRY.test(value.slice(0, 3)) || value.charAt(3) !== '-') return 'must begin with three digits and a hyphen';
  return isUlid(value.slice(4)) ? undefined : 'must end with a ULID';
};

export const isCaseId = (value: string): boolean => caseIdProblem(value) === undefined;

/** @throws RegistryError INVALID_IDENTIFIER */
export const assertCaseId = (value: string): void => {
  assertNoProblem('CASE_ID', caseIdProblem(value));
};

/**
 * The id of a new case at a registry.
 *
 * @param registryCode - two digits of region and one of registry
 * @param ulid - from {@link newUlid}
 * @throws RegistryError INVALID_IDENTIFIER
 */
export const newCaseId = (registryCode: string, ulid: string): string => {
  const id = `${registryCode}-${ulid}`;
  assertCaseId(id);
  return id;
};

/** The three digits of the registry where the case began. @throws RegistryError INVALID_IDENTIFIER */
export const registryCodeOf = (caseId: string): string => {
  assertCaseId(caseId);
  return caseId.slice(0, 3);
};
