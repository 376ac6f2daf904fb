// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { fromBase64Url, fromUtf8, toHex } from '../bytes';
import { parseJson } from '../canonicalJson';
import type { JsonValue } from '../canonicalJson';
import type { DualDigest } from '../digest';
import { RegistryError } from '../errors';
import type { CertificateKeySet } from '../schemas/certificateKeys';
import type { CertificateRecord } from '../schemas/certificateRecord';
import { certificateNumber, civilDate, hex64, text, uscc } from '../schemas/primitives';
import { validated } from '../schemas/validate';
import { statementOf } from './certificateStatement';
import type { CertificateStatement, RegisterPlace } from './certificateStatement';
import { signingInputOf } from './signedText';
import { isEs256 } from './verifySignatures';

/** A statement as somebody shows it: read from the compact JWS of a QR code. Nothing of it is true yet. */
export interface PresentedStatement {
  readonly place: RegisterPlace;
  readonly statement: CertificateStatement;
  /** The registry's key set that it is said to be signed with. */
  readonly keys: number;
  readonly es256: string;
}

const headerSchema = z.strictObject({
  alg: z.literal('ES256'),
  kid: z.string().regex(/^[0-9A-Z]{18}#[1-9]\d{0,4}$/, 'must be a registry and the number of its key set'),
  typ: z.literal('dpr-certificate+jws'),
});
const payloadSchema = z.strictObject({
  channel: text(249),
  register: uscc,
  number: certificateNumber,
  version: z.int().min(1),
  registry: uscc,
  validFrom: civilDate,
  validTo: civilDate,
  sha256: hex64,
  sm3: hex64,
});

const jsonIn = (part: string): JsonValue => parseJson(fromUtf8(fromBase64Url(part)));

/**
 * Reads a shown text, which may be an attacker's. Only the one spelling that is signed is taken.
 *
 * @throws RegistryError INVALID_IDENTIFIER, INVALID_JSON, VALIDATION_FAILED
 */
export const readPresented = (shown: string): PresentedStatement => {
  const parts = shown.split('.');
  if (parts.length !== 3) throw new RegistryError('INVALID_JSON', { fault: 'PARTS_WRONG' });
  const [header, payload, signature] = parts as [string, string, string];
  const { kid } = validated(headerSchema, jsonIn(header));
  const { channel, register, sha256, sm3, ...said } = validated(payloadSchema, jsonIn(payload));
  const place = { channel, register };
  const statement = { ...said, recordDigest: { sha256, sm3 } as DualDigest };
  const [signer, version] = kid.split('#');
  const keys = Number(version);
  if (signer !== said.registry) throw new RegistryError('INVALID_JSON', { fault: 'KEY_ID_WRONG' });
  if (shown !== `${signingInputOf(place, statement, keys)}.${signature}`) {
    throw new RegistryError('INVALID_JSON', { fault: 'SPELLED_OTHERWISE' });
  }
  return { place, statement, keys, es256: toHex(fromBase64Url(signature)) };
};

/** Where what is shown is not what the ledger says. */
export interface Difference {
  readonly field: string;
  readonly shown?: JsonValue;
  readonly ledger?: JsonValue;
}

/** What the ledger says of a certificate, and of the keys of its registry. */
export interface Standing {
  readonly place: RegisterPlace;
  readonly certificate: CertificateRecord;
  readonly keySets: readonly CertificateKeySet[];
}

const flat = (
  place: RegisterPlace,
  { recordDigest, ...said }: CertificateStatement,
): Record<string, string | number> => ({
  ...place,
  ...said,
  ...recordDigest,
});

const signatureDifference = (
  { place, statement, keys, es256 }: PresentedStatement,
  { keySets }: Standing,
): readonly Difference[] => {
  const set = keySets.find(({ version }) => version === keys);
  if (set === undefined) return [{ field: 'keys', shown: keys }];
  const holds = isEs256({ text: signingInputOf(place, statement, keys), signature: es256, key: set.keys.p256 });
  return holds ? [] : [{ field: 'signature' }];
};

/** Every difference between what is shown and what the ledger says; none where it is the certificate. */
export const differencesFrom = (shown: PresentedStatement, standing: Standing): readonly Difference[] => {
  const said = flat(shown.place, shown.statement);
  const recorded = flat(standing.place, statementOf(standing.certificate));
  const fields = Object.keys(recorded).flatMap((field) => {
    const [one, other] = [said[field], recorded[field]];
    return one === other
      ? []
      : [{ field, ...(one !== undefined && { shown: one }), ...(other !== undefined && { ledger: other }) }];
  });
  return [...fields, ...signatureDifference(shown, standing)];
};
