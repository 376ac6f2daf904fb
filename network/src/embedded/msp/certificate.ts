// SPDX-License-Identifier: Apache-2.0
import { createHash, X509Certificate, type KeyObject } from 'node:crypto';
import { LedgerError } from '../ledger/errors';

const armor = /^-----BEGIN CERTIFICATE-----\r?\n([A-Za-z0-9+/=\r\n]+)-----END CERTIFICATE-----/m;

const refuse = (why: string, cause?: unknown): never => {
  throw new LedgerError('IDENTITY_REFUSED', why, { cause });
};

const parse = (der: Buffer): X509Certificate => {
  try {
    return new X509Certificate(der);
  } catch (cause) {
    return refuse('could not parse the certificate', cause);
  }
};

/**
 * The certificate that a peer would see: that of the first armored block. Attacker-controlled input.
 * @throws LedgerError IDENTITY_REFUSED
 */
export const readCertificate = (pem: Uint8Array): X509Certificate => {
  const body = armor.exec(Buffer.from(pem).toString('latin1'))?.[1];
  if (body === undefined) return refuse('could not decode the PEM structure');
  const der = Buffer.from(body, 'base64');
  const certificate = parse(der);
  // OpenSSL stops reading at the end of the certificate; bytes behind it would give it a second spelling.
  return certificate.raw.equals(der) ? certificate : refuse('the certificate has bytes behind it');
};

/** First content byte and end of the DER element at an offset. */
const element = (der: Uint8Array, at: number): { content: number; end: number } => {
  const first = der[at + 1] ?? 0;
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  const content = at + 2 + lengthBytes;
  const length = lengthBytes === 0 ? first : der.subarray(at + 2, content).reduce((sum, byte) => sum * 256 + byte, 0);
  return { content, end: content + length };
};

/**
 * SHA-256 over the signed part only: with ECDSA anybody can make a second valid signature of a certificate,
 * which must not count as a second person.
 */
export const certificateFingerprint = (certificate: X509Certificate): string => {
  const der = certificate.raw;
  const { content } = element(der, 0);
  return createHash('sha256')
    .update(der.subarray(content, element(der, content).end))
    .digest('hex');
};

/** @throws LedgerError IDENTITY_REFUSED for anything but a P-256 key */
export const publicKeyOf = (certificate: X509Certificate): KeyObject => {
  try {
    const key = certificate.publicKey;
    if (key.asymmetricKeyDetails?.namedCurve === 'prime256v1') return key;
  } catch (cause) {
    return refuse('failed to import the public key', cause);
  }
  return refuse('the public key is not on P-256');
};

/** The organizational units of the subject, in no particular order. */
export const organizationalUnits = (certificate: X509Certificate): readonly string[] => {
  const subject = certificate.toLegacyObject().subject as { readonly OU?: string | readonly string[] } | undefined;
  const units = subject?.OU ?? [];
  return typeof units === 'string' ? [units] : units;
};
