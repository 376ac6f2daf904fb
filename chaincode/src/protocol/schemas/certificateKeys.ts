// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { caseId, idempotencyKey, instant, uscc } from './primitives';

const hexDigits = (count: number): z.ZodString =>
  z
    .string()
    .regex(new RegExp(`^[0-9a-f]{${String(count)}}$`), `must be ${String(count)} lower-case hexadecimal digits`);

/** A compressed point (SEC 1): one spelling for one key. */
const point = z.string().regex(/^0[23][0-9a-f]{64}$/, 'must be a compressed point as 66 lower-case hexadecimal digits');

/** The public parts of what a registry signs its certificates with, and the supervisor its trust lists. */
export const certificateKeys = z.strictObject({ secp256k1: point, p256: point, sm2: point });
export type CertificateKeys = z.infer<typeof certificateKeys>;

/** Which of an institution's key sets. */
export const keySetVersion = z.int().min(1).max(10_000);

/** Why a key set is revoked: it is in foreign hands, lost, or out of use. */
export const KEY_REVOCATION_REASONS = ['KR-COMPROMISED', 'KR-LOST', 'KR-CEASED'] as const;

/** The three signatures under one statement. */
export const certificateSignatures = z.strictObject({
  /** Which of the registry's key sets. */
  keys: keySetVersion,
  /** Of the EIP-712 digest, as `ecrecover` takes it: r, s (low) and v (27 or 28). */
  eip712: hexDigits(130),
  /** ES256 (RFC 7518 3.4) of the signing input of the compact JWS. */
  es256: hexDigits(128),
  /** SM2 over SM3 (GB/T 32918) of the same signing input, with the default user id: r and s. */
  sm2: hexDigits(128),
});
export type CertificateSignatures = z.infer<typeof certificateSignatures>;

/** The signatures of the certificates that a batch grants, by case. */
export const signaturesByCase = z.record(caseId, certificateSignatures);

const revocation = {
  reasonCode: z.enum(KEY_REVOCATION_REASONS),
  /** Since when the set was in foreign hands, where that is known: what was attested from then on is told as such. */
  compromisedSince: instant.optional(),
} as const;

/** What a person sends to revoke a key set. */
export const keyRevocationForm = z.strictObject(revocation);

export const certificateKeyCommands = {
  /** The first key set of a registry or the supervisor, or the next one, which takes the place of that before it from now on. */
  putKeys: z.strictObject({ idempotencyKey, uscc, keys: certificateKeys }),
  /** Nothing is signed with a revoked set any more; what was attested before stays. */
  revokeKeys: z.strictObject({ idempotencyKey, uscc, version: keySetVersion, ...revocation }),
} as const;

/** A key set as it stands in the record of its registry. Versions count from 1. */
export type CertificateKeySet = {
  readonly version: number;
  readonly keys: CertificateKeys;
  readonly validFrom: string;
  /** When the next set took its place. */
  readonly validUntil?: string;
  readonly revokedAt?: string;
  readonly reasonCode?: string;
  readonly compromisedSince?: string;
};
