// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from './canonicalJson';
import type { JsonInput } from './canonicalJson';
import { dualDigestOf } from './digest';
import type { DualDigest } from './digest';
import { RegistryError } from './errors';

/** What a commitment is opened with. Deleting the salt erases the value, for a guess can no longer be tried. */
export interface Opening {
  /** 128 random bits as 32 lower-case hexadecimal digits, never used twice. */
  readonly salt: string;
  /** Which field it is, so that a commitment cannot be moved to another field. */
  readonly label: string;
  readonly value: JsonInput;
}

export const isSalt = (salt: string): boolean => /^[0-9a-f]{32}$/.test(salt);

/**
 * A salted commitment: both digests of the canonical JSON of `[label, salt, value]`.
 *
 * @throws RegistryError INVALID_IDENTIFIER for a salt that is not 128 bits, INVALID_JSON for a value that is not JSON
 */
export const commit = ({ salt, label, value }: Opening): DualDigest => {
  if (!isSalt(salt)) {
    throw new RegistryError('INVALID_IDENTIFIER', { identifier: 'SALT', problem: 'must be 32 digits 0-9a-f' });
  }
  return dualDigestOf([label, salt, value]);
};

/**
 * Whether an opening, which may come from an attacker, is that of a commitment; both digests must agree.
 *
 * @throws RegistryError INVALID_JSON for a value that is not JSON
 */
export const verifyCommitment = (opening: Opening, commitment: DualDigest): boolean =>
  isSalt(opening.salt) && canonicalJson({ ...commit(opening) }) === canonicalJson({ ...commitment });
