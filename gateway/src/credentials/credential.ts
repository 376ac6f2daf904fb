// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { SDJwtInstance } from '@sd-jwt/core';
import type { CertificateRecord, JsonObject, RegisterPlace } from '@registry/chaincode/protocol';
import { signEs256 } from '../signing/privateKeys';
import type { HeldKeys } from '../signing/registryKeys';
import type { Keyring } from '../vault/keyring';
import { methodIdOf } from './issuer';
import { credentialStatusOf } from './statusAddress';
import { CREDENTIAL_FIELDS } from './subject';
import type { CredentialField } from './subject';

export const CREDENTIAL_TYPE = 'application/vc+sd-jwt';

export interface CredentialFacts {
  readonly record: CertificateRecord;
  /** What the credential says of its subject, with its withheld values in the clear. */
  readonly subject: JsonObject;
  readonly place: RegisterPlace;
  readonly did: string;
  readonly statusLists: string;
  readonly held: HeldKeys;
}

const hasher = (text: string | ArrayBuffer): Uint8Array =>
  createHash('sha256')
    .update(typeof text === 'string' ? text : Buffer.from(text))
    .digest();

/** Derived, so that a certificate has one credential however often it is asked for, and secret like the key. */
const saltsFor = (keyring: Keyring, { number, version }: CertificateRecord): (() => string) => {
  let count = 0;
  return () => {
    count += 1;
    return keyring.digest('credential-salt', Buffer.from(`${number}/${String(version)}/${String(count)}`)).slice(0, 32);
  };
};

const instanceFor = (keyring: Keyring, { record, held }: CredentialFacts): SDJwtInstance<Record<string, unknown>> =>
  new SDJwtInstance({
    hasher,
    hashAlg: 'sha-256',
    signAlg: 'ES256',
    saltGenerator: saltsFor(keyring, record),
    signer: (text) => Buffer.from(signEs256(text, held.keys)).toString('base64url'),
  });

const dayIn = (day: string): string => `${day}T00:00:00+08:00`;

const claimsOf = ({ record, subject, place, did, statusLists }: CredentialFacts): Record<string, unknown> => ({
  '@context': ['https://www.w3.org/ns/credentials/v2'],
  type: ['VerifiableCredential', 'DataProductRegistrationCertificate'],
  issuer: did,
  validFrom: dayIn(record.validFrom),
  validUntil: record.validUntil,
  credentialSubject: subject,
  credentialStatus: credentialStatusOf(statusLists, record),
  evidence: [{ type: 'LedgerRecord', ...place, recordDigest: record.recordDigest }],
});

/**
 * A certificate as a W3C Verifiable Credential 2.0, secured as SD-JWT (VC-JOSE-COSE 3.2, RFC 9901), with all its
 * disclosures. The same certificate under the same keys is the same text.
 */
export const issueCredential = (keyring: Keyring, facts: CredentialFacts): Promise<string> => {
  const frame = { credentialSubject: { _sd: [...CREDENTIAL_FIELDS] } };
  const header = { typ: 'vc+sd-jwt', kid: methodIdOf(facts.did, facts.held.version) };
  return instanceFor(keyring, facts).issue(claimsOf(facts), frame as never, { header });
};

/** The credential with the disclosures of some fields, and none of the others. */
export const disclose = (credential: string, fields: readonly CredentialField[]): Promise<string> => {
  const shown = Object.fromEntries(fields.map((name) => [name, true]));
  return new SDJwtInstance({ hasher, hashAlg: 'sha-256' }).present(credential, { credentialSubject: shown });
};
