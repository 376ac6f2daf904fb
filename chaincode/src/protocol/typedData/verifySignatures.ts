// SPDX-License-Identifier: Apache-2.0
import { p256 } from '@noble/curves/nist.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { sm2 } from 'sm-crypto-v2';
import { utf8 } from '../bytes';
import { sha256 } from '../digest';
import type { CertificateKeys, CertificateSignatures } from '../schemas/certificateKeys';
import { typedDigestOf } from './certificateMessage';
import type { CertificateStatement, RegisterPlace } from './certificateStatement';
import { signaturePoint } from './ecdsa';

import { signingInputOf } from './signedText';

/** A statement with what is said to be its signatures, and the keys that they are to be of. */
export interface SignedStatement {
  readonly place: RegisterPlace;
  readonly statement: CertificateStatement;
  readonly signatures: CertificateSignatures;
  readonly keys: CertificateKeys;
}

type Scheme = keyof Omit<CertificateSignatures, 'keys'>;

/** The libraries throw at points and numbers out of range, which an attacker may send: that is not a signature. */
const holds = (check: () => boolean): boolean => {
  try {
    return check();
  } catch {
    return false;
  }
};

/**
 * As a contract on an EVM chain does it, which recovers the key: s of the lower half alone, and no other v. With the key at
 * hand that is one multiplication less: R is the point that r and v name just where the key is the one that they name.
 */
const isTyped = ({ place, statement, signatures: { eip712 }, keys }: SignedStatement): boolean => {
  const signed = { digest: typedDigestOf(place, statement), signature: eip712.slice(0, 128), key: keys.secp256k1 };
  const found = signaturePoint('secp256k1', signed);
  if (found === undefined || found.isHighS || found.x !== found.r) return false;
  return eip712.slice(128) === (found.y % 2n === 0n ? '1b' : '1c');
};

const textOf = ({ place, statement, signatures }: SignedStatement): string =>
  signingInputOf(place, statement, signatures.keys);

/**
 * Whether a text has an ES256 signature (RFC 7518 3.4), which may come from an attacker.
 *
 * @param signed - signature and key as hexadecimal digits
 */
export const isEs256 = (signed: { readonly text: string; readonly signature: string; readonly key: string }): boolean =>
  holds(() => {
    const found = signaturePoint('p256', { ...signed, digest: sha256(utf8(signed.text)) });
    return found !== undefined && found.reduced === found.r;
  });

type Sm2Point = ReturnType<typeof sm2.precomputePublicKey>;
const MAX_POINTS = 16;
const sm2Points = new Map<string, Sm2Point>();

/** A registry signs many certificates with one key: with its multiples at hand a check takes a sixth of the time. */
const sm2Point = (key: string): Sm2Point => {
  const point = sm2Points.get(key) ?? sm2.precomputePublicKey(key);
  if (sm2Points.size >= MAX_POINTS) sm2Points.clear();
  sm2Points.set(key, point);
  return point;
};

const isSm2 = (signed: SignedStatement): boolean =>
  sm2.doVerifySignature(utf8(textOf(signed)), signed.signatures.sm2, sm2Point(signed.keys.sm2), {
    hash: true,
    der: false,
  });

const CHECKS: Readonly<Record<Scheme, (signed: SignedStatement) => boolean>> = {
  eip712: isTyped,
  es256: (signed) => isEs256({ text: textOf(signed), signature: signed.signatures.es256, key: signed.keys.p256 }),
  sm2: isSm2,
};

/** The names of the signatures that are not those of the statement under the keys; none where all three hold. */
export const wrongSignatures = (signed: SignedStatement): readonly Scheme[] =>
  (Object.keys(CHECKS) as Scheme[]).filter((scheme) => !holds(() => CHECKS[scheme](signed)));

const POINTS: Readonly<Record<keyof CertificateKeys, (key: string) => boolean>> = {
  secp256k1: (key) => secp256k1.Point.fromHex(key).toHex(true) === key,
  p256: (key) => p256.Point.fromHex(key).toHex(true) === key,
  sm2: (key) => sm2.verifyPublicKey(key),
};

/** The names of the keys that are no points of their curves. */
export const unusableKeys = (keys: CertificateKeys): readonly (keyof CertificateKeys)[] =>
  (Object.keys(POINTS) as (keyof CertificateKeys)[]).filter((name) => !holds(() => POINTS[name](keys[name])));
