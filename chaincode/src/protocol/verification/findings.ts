// SPDX-License-Identifier: Apache-2.0
import type { TrustRefusal } from '../trust/refusals';

/** Why what is shown is not a certificate of the register, beside the reasons not to trust whoever signed it. */
export const VERIFICATION_CODES = [
  'FILE_MALFORMED',
  'FILE_NOT_AS_WRITTEN',
  'CODE_MALFORMED',
  'ANOTHER_REGISTER',
  'RECORD_NOT_AS_SIGNED',
  'SIGNATURE_WRONG',
  'CREDENTIAL_MALFORMED',
  'CREDENTIAL_KEY_UNKNOWN',
  'CREDENTIAL_SIGNATURE_WRONG',
  'CREDENTIAL_DIFFERS',
  'SEAL_MISSING',
  'SEAL_MALFORMED',
  'SEAL_KEY_UNKNOWN',
  'SEAL_SIGNATURE_WRONG',
  'SEAL_OF_ANOTHER_CERTIFICATE',
  'BYTES_CHANGED',
  'BYTES_ADDED_OR_MISSING',
] as const;
export type VerificationCode = (typeof VERIFICATION_CODES)[number] | TrustRefusal;

/** One thing that is wrong, and where: a JSON pointer into a file, or bytes of it. */
export interface Finding {
  readonly code: VerificationCode;
  readonly place: string;
}

/** What an offline check found. Nothing found means: the registry signed this, was trusted with it, and its days are not over. */
export interface Verification {
  /** Said by what is shown, true only where nothing was found. */
  readonly number?: string;
  readonly findings: readonly Finding[];
}

export const found = (code: VerificationCode, place: string): Finding => ({ code, place });

/** What somebody shows cannot even be read. */
export const unreadable = (code: VerificationCode, place: string): Verification => ({ findings: [{ code, place }] });
