// SPDX-License-Identifier: Apache-2.0
import { X509Certificate } from 'node:crypto';
import type { ChaincodeStub } from 'fabric-shim';
import { sha256Hex } from '../protocol/digest';
import { RegistryError } from '../protocol/errors';
import { attributesOf } from './attributes';

/** Who signed a proposal, as the peer has verified and we have read again. */
export interface Creator {
  readonly mspId: string;
  /** MSP id and SHA-256 of the public key: the bytes of a certificate are not unique to a person, the key is. */
  readonly identityKey: string;
  readonly attributes: ReadonlyMap<string, string>;
}

/**
 * One PEM block and nothing else. The peer takes the first block whose BEGIN starts a line; fabric-shim's
 * ClientIdentity takes the first BEGIN anywhere: with text before or a second block the two see different people.
 */
const ONE_CERTIFICATE =
  /^-----BEGIN CERTIFICATE-----\r?\n((?:[A-Za-z0-9+/=]{1,76}\r?\n)+)-----END CERTIFICATE-----(?:\r?\n)?$/;
const MSP_ID = /^[A-Za-z][A-Za-z0-9]{1,62}$/;
const MAX_PEM = 16_384;
const MAX_CACHED = 1024;

const refuse = (reason: string, cause?: unknown): never => {
  throw new RegistryError('SIGNER_CERT_NOT_CANONICAL', { reason }, { cause });
};

const derOf = (pem: string): Buffer => {
  const body = pem.length <= MAX_PEM ? ONE_CERTIFICATE.exec(pem)?.[1] : undefined;
  if (body === undefined) return refuse('the creator is not one PEM certificate');
  const base64 = body.replace(/\r?\n/g, '');
  const der = Buffer.from(base64, 'base64');
  return der.toString('base64') === base64 ? der : refuse('the base64 has two readings');
};

const parseCertificate = (der: Buffer): X509Certificate => {
  try {
    return new X509Certificate(der);
  } catch (cause) {
    return refuse('the creator is not an X.509 certificate', cause);
  }
};

const parse = (mspId: string, pem: string): Creator => {
  if (!MSP_ID.test(mspId)) return refuse('the MSP id has other characters than letters and digits');
  const der = derOf(pem);
  const certificate = parseCertificate(der);
  if (!certificate.raw.equals(der)) return refuse('bytes follow the certificate');
  const key = certificate.publicKey.export({ type: 'spki', format: 'der' });
  return { mspId, identityKey: `${mspId}:${sha256Hex(key)}`, attributes: attributesOf(der) };
};

/** What has been read before: a pure function of the bytes, so that all endorsers see the same with or without it. */
const cache = new Map<string, Creator>();

const remember = (id: string, creator: Creator): Creator => {
  const [oldest] = cache.keys();
  if (oldest !== undefined && cache.size >= MAX_CACHED) cache.delete(oldest);
  cache.set(id, creator);
  return creator;
};

/**
 * The creator of the proposal, parsed strictly from its own bytes.
 *
 * @throws RegistryError SIGNER_CERT_NOT_CANONICAL
 */
export const readCreator = (stub: Pick<ChaincodeStub, 'getCreator'>): Creator => {
  const { mspid, idBytes } = stub.getCreator();
  // Every byte becomes one character, so that what is no ASCII cannot pass for it.
  const pem = Buffer.from(idBytes).toString('latin1');
  const id = `${mspid}\n${pem}`;
  return cache.get(id) ?? remember(id, parse(mspid, pem));
};
