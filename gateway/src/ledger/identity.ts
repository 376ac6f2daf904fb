// SPDX-License-Identifier: Apache-2.0
import { createHash, createPrivateKey, sign, X509Certificate, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { derSignature } from './lowS';
import type { LedgerIdentity } from './port';

/** An identity cannot be read, or its key and certificate do not belong together. */
export class IdentityUnusable extends Error {
  override readonly name = 'IdentityUnusable';
}

export interface KeyPair {
  readonly mspId: string;
  readonly certificate: string;
  /** PKCS 8 or SEC 1, PEM. */
  readonly privateKey: string;
}

/** P-256 is the curve of Fabric's MSP; another one would only fail later, at a peer. */
function readKey({ certificate, privateKey }: KeyPair): KeyObject {
  const key = createPrivateKey(privateKey);
  if (key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') throw new IdentityUnusable('The key is not on P-256');
  if (new X509Certificate(certificate).checkPrivateKey(key)) return key;
  throw new IdentityUnusable('The private key does not belong to the certificate');
}

/**
 * Makes a signer of a key pair: OpenSSL signs, about ten times faster than the client library's own signer.
 *
 * @throws IdentityUnusable where key and certificate differ or the curve is not P-256
 */
export function newLedgerIdentity(pair: KeyPair): LedgerIdentity {
  const key = readKey(pair);
  return {
    mspId: pair.mspId,
    certificate: pair.certificate,
    sign: (message) => derSignature(sign('sha256', message, { key, dsaEncoding: 'ieee-p1363' })),
  };
}

/** MSP id and SHA-256 of the public key (SubjectPublicKeyInfo): the name that the chaincode gives a caller. */
export function identityKeyOf({ mspId, certificate }: { mspId: string; certificate: string }): string {
  const key = new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'der' });
  return `${mspId}:${createHash('sha256').update(key).digest('hex')}`;
}

/**
 * Reads the key pair of an MSP folder; nothing is written there.
 *
 * @param folder - the folder that holds `msp`
 * @throws IdentityUnusable naming the folder
 */
export function readKeyPair(folder: string, mspId: string): KeyPair {
  try {
    return {
      mspId,
      certificate: readFileSync(join(folder, 'msp', 'signcerts', 'cert.pem'), 'utf8'),
      privateKey: readFileSync(join(folder, 'msp', 'keystore', 'key.pem'), 'utf8'),
    };
  } catch (cause) {
    throw new IdentityUnusable(`${folder} holds no identity that can be read`, { cause });
  }
}

/**
 * Reads a signing identity from its MSP folder.
 *
 * @param folder - the folder that holds `msp`
 * @throws IdentityUnusable
 */
export function loadIdentity(folder: string, mspId: string): LedgerIdentity {
  return newLedgerIdentity(readKeyPair(folder, mspId));
}
