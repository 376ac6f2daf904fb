// SPDX-License-Identifier: Apache-2.0
import { createHash, createPrivateKey, sign, verify, type KeyObject } from 'node:crypto';
import { BoundedMap } from './boundedMap';
import { decodeSignature, encodeSignature } from './der';

/** Order of P-256 (SEC 2, secp256r1). */
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const toField = (value: bigint): Buffer => Buffer.from(value.toString(16).padStart(64, '0'), 'hex');
const halfOrder = toField(order >> 1n);

export type Sign = (data: Uint8Array) => Buffer;

const isP256 = (key: KeyObject): boolean =>
  key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1';

/** Fabric refuses the upper of the two values of s that would verify, so that a signature has one spelling. */
const lowS = (s: Buffer): Buffer =>
  Buffer.compare(s, halfOrder) <= 0 ? s : toField(order - BigInt(`0x${s.toString('hex')}`));

/**
 * Signs SHA-256 of the data on P-256.
 * @param privateKeyPem PKCS #8 or SEC 1
 * @returns a function giving strict DER with a low s
 * @throws TypeError for a key of another kind
 */
export const newSigner = (privateKeyPem: string | Buffer): Sign => {
  const key = createPrivateKey(privateKeyPem);
  if (!isP256(key)) throw new TypeError('Only P-256 keys can sign for Fabric here.');
  return (data) => {
    const raw = sign('sha256', data, { key, dsaEncoding: 'ieee-p1363' });
    return encodeSignature(raw.subarray(0, 32), lowS(raw.subarray(32)));
  };
};

/** True for a strict, low-S DER signature of SHA-256 of the data by a P-256 key; false for every other signature. */
export const verifySignature = (key: KeyObject, data: Uint8Array, signature: Uint8Array): boolean => {
  const parsed = decodeSignature(signature);
  if (parsed === undefined || Buffer.compare(parsed.s, halfOrder) > 0) return false;
  return verify('sha256', data, { key, dsaEncoding: 'ieee-p1363' }, Buffer.concat([parsed.r, parsed.s]));
};

export interface SignatureCheck {
  readonly key: KeyObject;
  /** Names the key; must differ for different keys. */
  readonly keyId: string;
  readonly data: Uint8Array;
  readonly signature: Uint8Array;
}

const fingerprint = ({ keyId, data, signature }: SignatureCheck): string => {
  // Lengths first, so that no two different triples hash the same bytes.
  const lengths = Buffer.alloc(8);
  lengths.writeUInt32LE(keyId.length, 0);
  lengths.writeUInt32LE(signature.length, 4);
  return createHash('sha256').update(lengths).update(keyId).update(signature).update(data).digest('base64');
};

/** Checks signatures and remembers good ones: one is seen when it is proposed, submitted and validated. */
export interface SignatureChecker {
  check(check: SignatureCheck): boolean;
  /** Takes a signature as good unseen. Only for one that this process has just made with the key's private half. */
  remember(check: SignatureCheck): void;
}

/** Bad signatures are never remembered. */
export const newSignatureChecker = (capacity = 8192): SignatureChecker => {
  const good = new BoundedMap<string, true>(capacity);
  return {
    check: (check) => {
      const mark = fingerprint(check);
      if (good.get(mark) === true) return true;
      const valid = verifySignature(check.key, check.data, check.signature);
      if (valid) good.set(mark, true);
      return valid;
    },
    remember: (check) => {
      good.set(fingerprint(check), true);
    },
  };
};
