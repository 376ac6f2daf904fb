// SPDX-License-Identifier: Apache-2.0
import { TRUST_REFUSALS } from '../trust/refusals';
import type { TrustRefusal } from '../trust/refusals';
import { CREDENTIAL_FAULTS, JWS_FAULTS } from './readingFault';
import type { CredentialFault, JwsFault } from './readingFault';

/** Why what is shown is not a certificate of the register, once it could be read. */
const OWN_CODES = [
  'FILE_NOT_JSON',
  'FILE_TYPE_WRONG',
  'FILE_FIELD_UNKNOWN',
  'FILE_FIELD_WRONG',
  'FILE_NOT_AS_WRITTEN',
  'ANOTHER_REGISTER',
  'RECORD_NOT_AS_SIGNED',
  'SIGNATURE_WRONG',
  'CREDENTIAL_KEY_UNKNOWN',
  'CREDENTIAL_KEY_REVOKED',
  'CREDENTIAL_SIGNATURE_WRONG',
  'CREDENTIAL_DIFFERS',
  'SEAL_MISSING',
  'SEAL_KEY_UNKNOWN',
  'SEAL_KEY_REVOKED',
  'SEAL_SIGNATURE_WRONG',
  'SEAL_OF_ANOTHER_CERTIFICATE',
  'BYTES_CHANGED',
  'BYTES_ADDED_OR_MISSING',
] as const;

export type CodeFault = `CODE_${JwsFault}`;
export type SealFault = `SEAL_${JwsFault}`;
export type UnreadableCredential = `CREDENTIAL_${CredentialFault}`;

export type VerificationCode = (typeof OWN_CODES)[number] | CodeFault | SealFault | UnreadableCredential | TrustRefusal;

/** Every reason for which a check refuses what is shown. */
export const VERIFICATION_CODES: readonly VerificationCode[] = [
  ...OWN_CODES,
  ...JWS_FAULTS.flatMap((fault) => [`CODE_${fault}`, `SEAL_${fault}`] as const),
  ...CREDENTIAL_FAULTS.map((fault) => `CREDENTIAL_${fault}` as const),
  ...TRUST_REFUSALS,
];

/** One thing that is wrong, and where: a JSON pointer into a file, or bytes of it. */
export interface Finding {
  readonly code: VerificationCode;
  readonly place: string;
}

/** What an offline check found. Nothing found means: the registry signed this, was trusted with it, and its days are not over. */
export interface Verification {
  /** Said by what is shown, true only where nothing was found. */
  readonly number?: string;
  /** USCC of the registry that it names. */
  readonly registry?: string;
  readonly findings: readonly Finding[];
}

export const found = (code: VerificationCode, place: string): Finding => ({ code, place });

/** What somebody shows cannot even be read. */
export const unreadable = (code: VerificationCode, place: string): Verification => ({ findings: [{ code, place }] });
