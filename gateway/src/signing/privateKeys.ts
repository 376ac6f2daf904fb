// SPDX-License-Identifier: Apache-2.0
import { p256 } from '@noble/curves/nist.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import {
  fromHex,
  sha256,
  signingInputOf,
  toHex,
  typedDigestOf,
  utf8,
  type CertificateKeys,
  type CertificateSignatures,
  type CertificateStatement,
  type RegisterPlace,
} from '@registry/chaincode/protocol';
import { sm2 } from 'sm-crypto-v2';

/** The private parts of a key set: 32 bytes each, as hexadecimal digits. */
export type PrivateKeys = Readonly<Record<keyof CertificateKeys, string>>;

export const newPrivateKeys = (): PrivateKeys => ({
  secp256k1: toHex(secp256k1.utils.randomSecretKey()),
  p256: toHex(p256.utils.randomSecretKey()),
  // Never with a text of one's own: sm-crypto-v2 1.15 makes the key 1 of every such text.
  sm2: sm2.generateKeyPairHex().privateKey,
});

/** The public parts, as they stand on the ledger. */
export const publicKeysOf = (keys: PrivateKeys): CertificateKeys => ({
  secp256k1: toHex(secp256k1.getPublicKey(fromHex(keys.secp256k1), true)),
  p256: toHex(p256.getPublicKey(fromHex(keys.p256), true)),
  sm2: sm2.compressPublicKeyHex(sm2.getPublicKeyFromPrivateKey(keys.sm2)),
});

/** ES256 of a text (RFC 7518 3.4), deterministic by RFC 6979: the same text has the same signature again. */
export const signEs256 = (text: string, { p256: key }: Pick<PrivateKeys, 'p256'>): Uint8Array =>
  p256.sign(sha256(utf8(text)), fromHex(key)).toBytes('compact');

/** Signs 32 bytes as `ecrecover` takes it: r, s of the lower half, and v of 27 or 28, as hexadecimal digits. */
export const signDigest = (digest: Uint8Array, { secp256k1: key }: Pick<PrivateKeys, 'secp256k1'>): string => {
  const signature = secp256k1.sign(digest, fromHex(key), { lowS: true });
  return toHex(signature.toBytes('compact')) + (27 + signature.recovery).toString(16);
};

/** Signs a statement in all three ways. */
export const signStatement = (
  said: { readonly place: RegisterPlace; readonly statement: CertificateStatement },
  set: { readonly version: number; readonly keys: PrivateKeys },
): CertificateSignatures => {
  const text = signingInputOf(said.place, said.statement, set.version);
  return {
    keys: set.version,
    eip712: signDigest(typedDigestOf(said.place, said.statement), set.keys),
    es256: toHex(signEs256(text, set.keys)),
    sm2: sm2.doSignature(utf8(text), set.keys.sm2, { hash: true, der: false }),
  };
};
