// SPDX-License-Identifier: Apache-2.0
import { fromBase64Url, fromHex, fromUtf8, toBase64Url, toHex, utf8 } from '../bytes';
import { canonicalJson, parseJson } from '../canonicalJson';
import type { JsonInput } from '../canonicalJson';
import { trustList } from '../schemas/trustList';
import type { TrustList, TrustListSignatures } from '../schemas/trustList';
import { validated } from '../schemas/validate';
import { keyIdOf } from '../typedData/signedText';

const part = (value: JsonInput): string => toBase64Url(utf8(canonicalJson(value)));

/** What is signed with ES256 of a trust list: the signing input of a compact JWS (RFC 7515 5.1). */
export const trustListInputOf = (list: TrustList, keys: number): string =>
  `${part({ alg: 'ES256', kid: keyIdOf(list.register, keys), typ: 'dpr-trust-list+jws' })}.${part(list)}`;

/** A trust list as it leaves the ledger: a compact JWS that any JOSE library checks. */
export const trustListJwsOf = (list: TrustList, { keys, es256 }: Pick<TrustListSignatures, 'keys' | 'es256'>): string =>
  `${trustListInputOf(list, keys)}.${toBase64Url(fromHex(es256))}`;

/** A list as somebody shows it. Nothing of it is true yet. */
export interface ShownTrustList {
  readonly list: TrustList;
  readonly keys: number;
  readonly es256: string;
}

const KEY_ID = /#([1-9]\d{0,4})$/;

/**
 * Reads a shown list, which may be an attacker's. Only the one spelling that is signed is taken.
 *
 * @returns undefined for whatever is none
 */
export const readTrustList = (jws: string): ShownTrustList | undefined => {
  try {
    const [header, payload = '', signature = ''] = jws.split('.') as [string, ...string[]];
    const { kid } = parseJson(fromUtf8(fromBase64Url(header))) as { readonly kid?: unknown };
    const keys = Number(KEY_ID.exec(String(kid))?.[1]);
    const list = validated(trustList, parseJson(fromUtf8(fromBase64Url(payload))));
    return jws === `${trustListInputOf(list, keys)}.${signature}`
      ? { list, keys, es256: toHex(fromBase64Url(signature)) }
      : undefined;
  } catch {
    // Not base64url, not UTF-8, not JSON, not such a list.
    return undefined;
  }
};
