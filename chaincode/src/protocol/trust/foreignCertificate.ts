// SPDX-License-Identifier: Apache-2.0
import { TypedDataEncoder } from 'ethers/hash';
import { z } from 'zod';
import { fromHex } from '../bytes';
import { endOfShanghaiDate, formatInstant, startOfShanghaiDate } from '../civilTime';
import { civilDate, text } from '../schemas/primitives';
import { foreignPlatform } from '../schemas/trustList';
import type { ForeignPlatform, TrustList } from '../schemas/trustList';
import { CERTIFICATE_TYPES } from '../typedData/certificateMessage';
import { addressOf, recoverKey } from '../typedData/recoverKey';
import { trustRefusal } from './judgeIssuer';
import type { ScopeAsked } from './judgeIssuer';
import { keyRefusal } from './keysInForce';
import type { TrustFinding, TrustRefusal } from './refusals';

const bytes32 = z.string().regex(/^0x[0-9a-f]{64}$/, 'must be 0x and 64 lower-case hexadecimal digits');

/**
 * A certificate of a platform on an EVM chain, as somebody shows it: the same typed message as this register's, signed for
 * the platform's own domain. Numbers and names are the platform's.
 */
export const foreignCertificate = z.strictObject({
  domain: foreignPlatform.shape.domain,
  message: z.strictObject({
    number: text(64),
    version: z.int().min(1).max(0xffffffff),
    registry: text(64),
    validFrom: civilDate,
    validTo: civilDate,
    sha256: bytes32,
    /** Zeros where the platform has none. */
    sm3: bytes32,
  }),
  signature: z.string().regex(/^0x[0-9a-f]{130}$/, 'must be 0x and 130 lower-case hexadecimal digits'),
});
export type ForeignCertificate = z.infer<typeof foreignCertificate>;

/** Whose a foreign certificate is. */
export interface ForeignIssuer {
  /** The version of the trust list that names the platform. */
  readonly version: number;
  readonly platform: ForeignPlatform;
  readonly signer: string;
}

/** The 32 bytes that a platform signs. */
export const foreignDigestOf = ({ domain, message }: Pick<ForeignCertificate, 'domain' | 'message'>): Uint8Array =>
  fromHex(TypedDataEncoder.hash(domain, CERTIFICATE_TYPES, message).slice(2));

const isSameDomain = (one: ForeignPlatform['domain'], other: ForeignPlatform['domain']): boolean =>
  one.name === other.name &&
  one.version === other.version &&
  one.chainId === other.chainId &&
  one.verifyingContract === other.verifyingContract;

/**
 * Whether the key was the platform's on the day from which on the certificate is valid. Nothing but the signature says when
 * that was made, so that a revoked key answers for nothing any more.
 */
const signerRefusal = (platform: ForeignPlatform, signer: string, validFrom: string): TrustRefusal | undefined => {
  const key = platform.keys.find(({ address }) => address === signer);
  if (key === undefined) return 'SIGNER_NOT_LISTED';
  if (key.revokedAt !== undefined) return 'KEY_REVOKED';
  const [first, last] = [startOfShanghaiDate(validFrom), endOfShanghaiDate(validFrom) - 1];
  // On the day of a rotation both keys sign.
  const sides = [keyRefusal(key, formatInstant(first)), keyRefusal(key, formatInstant(last))];
  return sides.includes(undefined) ? undefined : 'KEY_OUT_OF_VALIDITY';
};

const timeRefusal = ({ validFrom, validTo }: ForeignCertificate['message'], at: number): TrustRefusal | undefined => {
  if (at < startOfShanghaiDate(validFrom)) return 'NOT_YET_VALID';
  return at >= endOfShanghaiDate(validTo) ? 'EXPIRED' : undefined;
};

/**
 * Whether a shown message, which may be an attacker's, is a certificate of a platform that a trust list names, signed by
 * its listed key and valid at an instant. Its status is known to the platform alone.
 *
 * @param list - believed before
 * @param asked - what it is to be used for, and when, in milliseconds since 1970
 */
export const checkForeignCertificate = (
  list: Pick<TrustList, 'version' | 'platforms'>,
  shown: ForeignCertificate,
  asked: ScopeAsked & { readonly at: number },
): TrustFinding<ForeignIssuer> => {
  const platform = list.platforms.find(({ domain }) => isSameDomain(domain, shown.domain));
  if (platform === undefined) return { refusal: 'DOMAIN_NOT_LISTED' };
  const first = formatInstant(startOfShanghaiDate(shown.message.validFrom));
  const untrusted = trustRefusal(platform, first, asked);
  if (untrusted !== undefined) return { refusal: untrusted };
  const key = recoverKey(foreignDigestOf(shown), shown.signature.slice(2));
  if (key === undefined) return { refusal: 'SIGNATURE_MALFORMED' };
  const signer = addressOf(key);
  const refusal = signerRefusal(platform, signer, shown.message.validFrom) ?? timeRefusal(shown.message, asked.at);
  return refusal === undefined ? { found: { version: list.version, platform, signer } } : { refusal };
};
