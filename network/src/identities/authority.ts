// SPDX-License-Identifier: Apache-2.0
import 'reflect-metadata'; // @peculiar/x509 resolves its parts through it, so it must be loaded first
import { createPrivateKey, randomBytes, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

x509.cryptoProvider.set(webcrypto);

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const YEAR_DAYS = 365.25;
/** An MSP verifies a chain at the leaf's notBefore, so the authority must be older than any leaf that it signs. */
const AUTHORITY_BACKDATE_MS = DAY_MS;
/** TLS is checked against the real clock: a node whose clock is a little behind must not be refused. */
const LEAF_BACKDATE_MS = 5 * MINUTE_MS;
const AUTHORITY_YEARS = 20;
const LEAF_YEARS = 5;

/** Subject parts. They are given to the encoder one by one: a comma in an organization's name must not end it. */
export interface SubjectName {
  readonly organization: string;
  readonly unit?: string;
  readonly commonName: string;
}

/** A certificate and its private key, both PEM (PKCS #8). */
export interface KeyPairFiles {
  readonly certificate: string;
  readonly privateKey: string;
}

export interface Authority {
  readonly certificate: x509.X509Certificate;
  readonly signingKey: webcrypto.CryptoKey;
}

export interface LeafRequest {
  readonly subject: SubjectName;
  readonly extensions: readonly x509.Extension[];
  readonly now: Date;
}

const yearsAfter = (start: Date, years: number): Date => new Date(start.getTime() + years * YEAR_DAYS * DAY_MS);

function jsonName({ organization, unit, commonName }: SubjectName): x509.JsonName {
  return [{ C: ['CN'] }, { O: [organization] }, ...(unit === undefined ? [] : [{ OU: [unit] }]), { CN: [commonName] }];
}

/** Sixteen random bytes with the top bit cleared: a positive number, whoever reads it. */
function newSerialNumber(): string {
  const bytes = randomBytes(16);
  bytes.writeUInt8(bytes.readUInt8(0) & 0x7f, 0);
  return bytes.toString('hex');
}

const newKeyPair = (): Promise<webcrypto.CryptoKeyPair> =>
  webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);

async function privateKeyPem(key: webcrypto.CryptoKey): Promise<string> {
  return `${x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY')}\n`;
}

const certificatePem = (certificate: x509.X509Certificate): string => `${certificate.toString('pem')}\n`;

/**
 * Makes a self-signed authority (P-256, valid 20 years, back-dated by a day).
 *
 * @param subject - its name; an authority has no OU
 * @param now - the moment of issue
 */
export async function newAuthority(subject: SubjectName, now: Date): Promise<KeyPairFiles> {
  const keys = await newKeyPair();
  const notBefore = new Date(now.getTime() - AUTHORITY_BACKDATE_MS);
  const { keyCertSign, cRLSign, digitalSignature } = x509.KeyUsageFlags;
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: newSerialNumber(),
    name: jsonName(subject),
    notBefore,
    notAfter: yearsAfter(notBefore, AUTHORITY_YEARS),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(keyCertSign | cRLSign | digitalSignature, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate: certificatePem(certificate), privateKey: await privateKeyPem(keys.privateKey) };
}

/** Takes up an authority that was made before. Throws what the decoder throws when the PEM is damaged. */
export async function openAuthority({ certificate, privateKey }: KeyPairFiles): Promise<Authority> {
  const der = createPrivateKey(privateKey).export({ format: 'der', type: 'pkcs8' });
  return {
    certificate: new x509.X509Certificate(certificate),
    signingKey: await webcrypto.subtle.importKey('pkcs8', der, ALGORITHM, false, ['sign']),
  };
}

/**
 * Issues a certificate for a new key (P-256, valid 5 years, back-dated by five minutes, never before the authority).
 *
 * @param authority - who signs
 * @param request - subject, the extensions that distinguish the kind of certificate, and the moment of issue
 */
export async function issueLeaf(authority: Authority, request: LeafRequest): Promise<KeyPairFiles> {
  const keys = await newKeyPair();
  const { certificate: parent } = authority;
  const earliest = parent.notBefore.getTime();
  const notBefore = new Date(Math.max(request.now.getTime() - LEAF_BACKDATE_MS, earliest));
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: newSerialNumber(),
    subject: jsonName(request.subject),
    issuer: parent.subjectName.toJSON(),
    notBefore,
    notAfter: yearsAfter(notBefore, LEAF_YEARS),
    signingAlgorithm: ALGORITHM,
    publicKey: keys.publicKey,
    signingKey: authority.signingKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      await x509.AuthorityKeyIdentifierExtension.create(parent.publicKey),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      ...request.extensions,
    ],
  });
  return { certificate: certificatePem(certificate), privateKey: await privateKeyPem(keys.privateKey) };
}
