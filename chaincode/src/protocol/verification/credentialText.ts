// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { fromBase64Url, fromUtf8, toBase64Url, toHex, utf8 } from '../bytes';
import { parseJson } from '../canonicalJson';
import type { JsonValue } from '../canonicalJson';
import { parseInstant, shanghaiDate } from '../civilTime';
import { sha256 } from '../digest';
import { RegistryError } from '../errors';
import { certificateNumber, civilDate, hex64, instant, text, uscc } from '../schemas/primitives';
import { validated } from '../schemas/validate';
import type { UnreadableCredential } from './findings';
import { CREDENTIAL_FAULTS, faultIn } from './readingFault';
import type { CredentialFault } from './readingFault';
import { unlessRefused } from './unlessRefused';

const headerSchema = z.strictObject({
  alg: z.literal('ES256'),
  typ: z.literal('vc+sd-jwt'),
  kid: z.string().regex(/^did:web:[^#]{1,300}#keys-[1-9]\d{0,4}$/, 'must be a key of a did:web'),
});
const evidenceSchema = z.strictObject({
  type: z.literal('LedgerRecord'),
  channel: text(249),
  register: uscc,
  recordDigest: z.strictObject({ sha256: hex64, sm3: hex64 }),
});
const subjectSchema = z.looseObject({
  _sd: z.array(z.string()).max(100),
  number: certificateNumber,
  version: z.int().min(1),
  registry: z.looseObject({ uscc }),
});
const payloadSchema = z.looseObject({
  validFrom: z.string().regex(/^[\d-]{10}T00:00:00\+08:00$/, 'must be the beginning of a day in Asia/Shanghai'),
  validUntil: instant,
  credentialSubject: subjectSchema,
  evidence: z.tuple([evidenceSchema]),
});
const disclosureSchema = z.tuple([z.string(), z.string(), z.json()]);

/** A credential as somebody shows it. Nothing of it is true yet but that its disclosures are those that were signed. */
export interface ShownCredential {
  readonly signingInput: string;
  /** r and s, as hexadecimal digits. */
  readonly signature: string;
  /** Which of the registry's key sets. */
  readonly keys: number;
  readonly number: string;
  /** USCC. */
  readonly registry: string;
  /** First and last civil day of validity. */
  readonly validFrom: string;
  readonly validTo: string;
  /** What it says of the product, with what is disclosed. */
  readonly subject: Readonly<Record<string, JsonValue>>;
  readonly evidence: z.infer<typeof evidenceSchema>;
}

const jsonIn = (part: string): JsonValue => parseJson(fromUtf8(fromBase64Url(part)));
const forged = (fault: CredentialFault): RegistryError => new RegistryError('INVALID_JSON', { fault });

const readDisclosure = (disclosure: string): readonly [string, string, JsonValue] =>
  unlessRefused(
    () => validated(disclosureSchema, jsonIn(disclosure)),
    () => {
      throw forged('DISCLOSURE_MALFORMED');
    },
  );

/** RFC 9901 7.1: each disclosure's digest stands in the signed text once, and it adds what is not there yet. */
const disclosed = (
  disclosures: readonly string[],
  { _sd: digests, ...clear }: z.infer<typeof subjectSchema>,
): Record<string, JsonValue> => {
  const unused = new Set(digests);
  if (unused.size !== digests.length) throw forged('DIGEST_REPEATED');
  const subject = new Map(Object.entries(clear as Record<string, JsonValue>));
  for (const disclosure of disclosures) {
    const digest = toBase64Url(sha256(utf8(disclosure)));
    if (!unused.delete(digest)) throw forged(digests.includes(digest) ? 'DISCLOSURE_REPEATED' : 'DISCLOSURE_UNSIGNED');
    const [, name, value] = readDisclosure(disclosure);
    if (subject.has(name)) throw forged('CLAIM_OVERWRITTEN');
    subject.set(name, value);
  }
  return Object.fromEntries(subject);
};

type Payload = z.infer<typeof payloadSchema>;

const readPayload = (part: string): Payload => {
  const payload = validated(payloadSchema, jsonIn(part));
  if (payload['_sd_alg'] !== 'sha-256') throw forged('HASH_REFUSED');
  return payload;
};

const daysOf = ({ validFrom, validUntil }: Payload): Pick<ShownCredential, 'validFrom' | 'validTo'> => ({
  validFrom: validated(civilDate, validFrom.slice(0, 10)),
  validTo: shanghaiDate(parseInstant(validUntil) - 1),
});

const read = (credential: string): ShownCredential => {
  const [jwt, ...rest] = credential.split('~') as [string, ...string[]];
  // What follows the last tilde would bind it to a key of its holder (RFC 9901 4.3), which none of ours is.
  if (rest.pop() !== '') throw forged('HOLDER_BOUND');
  const parts = jwt.split('.');
  if (parts.length !== 3) throw forged('PARTS_WRONG');
  const [header, body, signature] = parts as [string, string, string];
  const { kid } = validated(headerSchema, jsonIn(header));
  const payload = readPayload(body);
  const { credentialSubject, evidence } = payload;
  return {
    signingInput: `${header}.${body}`,
    signature: toHex(fromBase64Url(signature)),
    keys: Number(kid.split('#keys-')[1]),
    number: credentialSubject.number,
    registry: credentialSubject.registry.uscc,
    ...daysOf(payload),
    subject: disclosed(rest, credentialSubject),
    evidence: evidence[0],
  };
};

/** Reads a shown credential (SD-JWT, RFC 9901), which may be an attacker's. @returns why not, for whatever is none */
export const readCredentialText = (credential: string): ShownCredential | UnreadableCredential =>
  unlessRefused<ShownCredential, UnreadableCredential>(
    () => read(credential),
    (error) => `CREDENTIAL_${faultIn(error, CREDENTIAL_FAULTS)}`,
  );
