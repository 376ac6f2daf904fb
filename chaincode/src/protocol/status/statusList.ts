// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { fromBase64Url, fromUtf8, toBase64Url, toHex, utf8 } from '../bytes';
import { canonicalJson, parseJson } from '../canonicalJson';
import type { JsonInput, JsonValue } from '../canonicalJson';
import { parseInstant } from '../civilTime';
import { count, instant, text, uscc } from '../schemas/primitives';
import { validated } from '../schemas/validate';
import type { RegisterPlace } from '../typedData/certificateStatement';
import { unlessRefused } from '../verification/unlessRefused';
import { STATUS_MESSAGES, STATUS_PURPOSES, STATUS_SIZES } from './statusBits';
import type { StatusPurpose } from './statusBits';

/** What a registry says of all its certificates of a year, at an instant. */
export interface StatusList {
  /** The address at which it is found, which is also its name. */
  readonly id: string;
  /** The registry's did:web. */
  readonly issuer: string;
  /** Which of the registry's key sets signs it. */
  readonly keys: number;
  readonly place: RegisterPlace;
  /** USCC of the registry. */
  readonly registry: string;
  /** In which the certificates were numbered. */
  readonly year: string;
  readonly purpose: StatusPurpose;
  /** The block of the ledger that changed one of them last. */
  readonly height: number;
  /** What it says is true as of then. */
  readonly validFrom: string;
  readonly validUntil: string;
  /** The list as W3C writes it: `u` (base64url), then gzip. */
  readonly encodedList: string;
}

const part = (value: JsonInput): string => toBase64Url(utf8(canonicalJson(value)));

/** Whoever keeps a list is to ask again after half of its lifetime. */
const ttlOf = ({ validFrom, validUntil }: StatusList): number =>
  Math.floor((parseInstant(validUntil) - parseInstant(validFrom)) / 2);

const subjectOf = (list: StatusList): JsonValue => ({
  id: `${list.id}#list`,
  type: 'BitstringStatusList',
  statusPurpose: list.purpose,
  encodedList: list.encodedList,
  ttl: ttlOf(list),
  ...(list.purpose === 'message' && { statusSize: STATUS_SIZES.message, statusMessage: STATUS_MESSAGES }),
});

/**
 * What is signed with ES256 of a status list: a BitstringStatusListCredential (W3C Bitstring Status List 3.1) as JWT
 * (VC-JOSE-COSE 3.1.1). Nothing else that a registry signs has this `typ`.
 */
export const statusListInputOf = (list: StatusList): string => {
  const { id, issuer, keys, place, registry, year, height, validFrom, validUntil } = list;
  const header = { alg: 'ES256', cty: 'vc', kid: `${issuer}#keys-${String(keys)}`, typ: 'vc+jwt' };
  const credential = {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    ...{ id, issuer, validFrom, validUntil },
    credentialSubject: subjectOf(list),
    evidence: [{ type: 'LedgerStatus', ...place, registry, year, height }],
  };
  return `${part(header)}.${part(credential)}`;
};

/** A status list as somebody shows it. Nothing of it is true yet. */
export interface ShownStatusList {
  readonly list: StatusList;
  readonly signingInput: string;
  /** r and s, as hexadecimal digits. */
  readonly signature: string;
}

/** What does not press at all is not much longer than it was. */
const MOST_LETTERS = 70_000;

const headerSchema = z.looseObject({ kid: z.string().regex(/^did:web:[^#]{1,300}#keys-[1-9]\d{0,4}$/) });
const payload = z.looseObject({
  id: z.string().max(2_000),
  issuer: z.string(),
  validFrom: instant,
  validUntil: instant,
  credentialSubject: z.looseObject({
    statusPurpose: z.enum(STATUS_PURPOSES),
    encodedList: z
      .string()
      .max(MOST_LETTERS)
      .regex(/^u[\w-]+$/),
  }),
  evidence: z.tuple([
    z.looseObject({
      ...{ channel: text(249), register: uscc, registry: uscc },
      year: z.string().regex(/^\d{4}$/),
      height: count,
    }),
  ]),
});
const payloadSchema = payload.refine(({ validFrom, validUntil }) => validFrom < validUntil, 'ends after it begins');

const jsonIn = (text: string): JsonValue => parseJson(fromUtf8(fromBase64Url(text)));

const listIn = (header: string, body: string): StatusList => {
  const { kid } = validated(headerSchema, jsonIn(header));
  const said = validated(payloadSchema, jsonIn(body));
  const { id, issuer, validFrom, validUntil, credentialSubject, evidence } = said;
  const [{ channel, register, registry, year, height }] = evidence;
  return {
    ...{ id, issuer, validFrom, validUntil, registry, year, height },
    keys: Number(kid.split('#keys-')[1]),
    place: { channel, register },
    purpose: credentialSubject.statusPurpose,
    encodedList: credentialSubject.encodedList,
  };
};

const read = (jws: string): ShownStatusList | undefined => {
  const [header, body = '', signature = ''] = jws.split('.') as [string, ...string[]];
  const list = listIn(header, body);
  const signingInput = statusListInputOf(list);
  const isAsSigned = jws === `${signingInput}.${signature}`;
  return isAsSigned ? { list, signingInput, signature: toHex(fromBase64Url(signature)) } : undefined;
};

/**
 * Reads a shown status list, which may be an attacker's. Only the one spelling that registries sign is taken.
 *
 * @returns undefined for whatever is none
 */
export const readStatusList = (jws: string): ShownStatusList | undefined =>
  unlessRefused(
    () => read(jws),
    () => undefined,
  );
