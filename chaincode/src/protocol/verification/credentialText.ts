// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { fromBase64Url, fromUtf8, toBase64Url, toHex, utf8 } from '../bytes';
import { parseJson } from '../canonicalJson';
import type { JsonValue } from '../canonicalJson';
import { sha256 } from '../digest';
import { RegistryError } from '../errors';
import { validated } from '../schemas/validate';
import { unlessRefused } from './unlessRefused';

/** A credential as somebody shows it. Nothing of it is true yet but that its disclosures are those that were signed. */
export interface ShownCredential {
  readonly signingInput: string;
  /** r and s, as hexadecimal digits. */
  readonly signature: string;
  /** Which of the registry's key sets. */
  readonly keys: number;
  /** What it says of the product, with what is disclosed. */
  readonly subject: Readonly<Record<string, JsonValue>>;
  readonly evidence: JsonValue;
}

const headerSchema = z.strictObject({
  alg: z.literal('ES256'),
  typ: z.literal('vc+sd-jwt'),
  kid: z.string().regex(/^did:web:[^#]{1,300}#keys-[1-9]\d{0,4}$/, 'must be a key of a did:web'),
});
const payloadSchema = z.looseObject({
  _sd_alg: z.literal('sha-256'),
  credentialSubject: z.looseObject({ _sd: z.array(z.string()).max(100) }),
  evidence: z.array(z.json()).length(1),
});
const disclosureSchema = z.tuple([z.string(), z.string(), z.json()]);

const jsonIn = (part: string): JsonValue => parseJson(fromUtf8(fromBase64Url(part)));
const malformed = (reason: string): RegistryError => new RegistryError('INVALID_JSON', { reason });

/** RFC 9901 7.1: each disclosure's digest stands in the signed text once, and it adds what is not there yet. */
const disclosed = (
  disclosures: readonly string[],
  { _sd: digests, ...clear }: z.infer<typeof payloadSchema>['credentialSubject'],
): Record<string, JsonValue> => {
  const subject = new Map(Object.entries(clear as Record<string, JsonValue>));
  for (const disclosure of disclosures) {
    const digest = toBase64Url(sha256(utf8(disclosure)));
    if (digests.filter((one) => one === digest).length !== 1) throw malformed('a disclosure that was not signed once');
    const [, name, value] = validated(disclosureSchema, jsonIn(disclosure));
    if (subject.has(name)) throw malformed('a disclosure of what is there already');
    subject.set(name, value);
  }
  return Object.fromEntries(subject);
};

const read = (text: string): ShownCredential => {
  const [jwt, ...rest] = text.split('~') as [string, ...string[]];
  // What follows the last tilde would bind it to a key of its holder (RFC 9901 4.3), which none of ours is.
  if (rest.pop() !== '') throw malformed('must end with a tilde');
  const parts = jwt.split('.');
  if (parts.length !== 3) throw malformed('must have three parts');
  const [header, payload, signature] = parts as [string, string, string];
  const { kid } = validated(headerSchema, jsonIn(header));
  const { credentialSubject, evidence } = validated(payloadSchema, jsonIn(payload));
  return {
    signingInput: `${header}.${payload}`,
    signature: toHex(fromBase64Url(signature)),
    keys: Number(kid.split('#keys-')[1]),
    subject: disclosed(rest, credentialSubject),
    evidence: evidence[0] as JsonValue,
  };
};

/**
 * Reads a shown credential (SD-JWT, RFC 9901), which may be an attacker's.
 *
 * @returns undefined for whatever is none
 */
export const readCredentialText = (text: string): ShownCredential | undefined =>
  unlessRefused(
    () => read(text),
    () => undefined,
  );
