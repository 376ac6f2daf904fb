// SPDX-License-Identifier: Apache-2.0
import { fromBase64Url } from '../bytes';
import { parseInstant } from '../civilTime';
import type { CERTIFICATE_STATUSES } from '../schemas/vocabulary';
import { judgeIssuer } from '../trust/judgeIssuer';
import type { TrustRefusal } from '../trust/refusals';
import { isEs256 } from '../typedData/verifySignatures';
import type { Anchor } from '../verification/trustAnchor';
import { unlessRefused } from '../verification/unlessRefused';
import { gunzipAtMost } from './gunzip';
import { statusAt, statusBytesOf, statusPlaceOf } from './statusBits';
import { readStatusList } from './statusList';
import type { ShownStatusList, StatusList } from './statusList';

/** Why a status list is not believed, or says nothing of a certificate, beside the reasons not to trust whoever signed it. */
export const STATUS_REFUSALS = [
  'STATUS_LIST_MALFORMED',
  'STATUS_LIST_OF_ANOTHER_REGISTER',
  'STATUS_LIST_OF_ANOTHER_PURPOSE',
  'STATUS_LIST_LIFETIME_TOO_LONG',
  'STATUS_LIST_SIGNATURE_WRONG',
  'STATUS_LIST_LENGTH_WRONG',
  'STATUS_LIST_OF_ANOTHER_REGISTRY',
  'STATUS_LIST_OF_ANOTHER_YEAR',
  'STATUS_LIST_FROM_THE_FUTURE',
  'STATUS_LIST_STALE',
  'STATUS_NOT_LISTED',
] as const;
export type StatusRefusal = (typeof STATUS_REFUSALS)[number] | TrustRefusal;

/** Nobody may date a list so that it is fresh for longer, not even its registry: a status would not come through. */
export const MOST_STATUS_SECONDS = 86_400;

/** A list that its registry signed. Whether it is fresh is another question, asked at each use. */
export interface BelievedStatusList {
  readonly list: StatusList;
  readonly bits: Uint8Array;
}

const signerRefusal = (
  { list, signingInput, signature }: ShownStatusList,
  anchor: Anchor,
): StatusRefusal | undefined => {
  const { registry, keys, validFrom } = list;
  // It is judged at the instant of which it speaks: no certificate is older than the key that signs its status.
  const judged = judgeIssuer(anchor.lists, { registry, keys, attestedAt: validFrom });
  if ('refusal' in judged) return judged.refusal;
  const holds = isEs256({ text: signingInput, signature, key: judged.found.keySet.keys.p256 });
  return holds ? undefined : 'STATUS_LIST_SIGNATURE_WRONG';
};

const refusalOf = (shown: ShownStatusList, anchor: Anchor): StatusRefusal | undefined => {
  const { place, purpose, validFrom, validUntil } = shown.list;
  const { channel, register } = anchor.place;
  if (place.channel !== channel || place.register !== register) return 'STATUS_LIST_OF_ANOTHER_REGISTER';
  if (purpose !== 'message') return 'STATUS_LIST_OF_ANOTHER_PURPOSE';
  const lifetime = parseInstant(validUntil) - parseInstant(validFrom);
  return lifetime > MOST_STATUS_SECONDS * 1_000 ? 'STATUS_LIST_LIFETIME_TOO_LONG' : signerRefusal(shown, anchor);
};

const packedIn = ({ encodedList }: StatusList): Uint8Array | undefined =>
  unlessRefused(
    () => fromBase64Url(encodedList.slice(1)),
    () => undefined,
  );

/**
 * Whether a text, which may be an attacker's, is a status list that a registry of this register signed: once for however
 * many certificates are looked up in it. Nothing is unpacked before the signature holds.
 *
 * @param jws - of the purpose `message`
 */
export const believeStatusList = async (
  jws: string,
  anchor: Anchor,
): Promise<{ readonly found: BelievedStatusList } | { readonly refusal: StatusRefusal }> => {
  const shown = readStatusList(jws);
  if (shown === undefined) return { refusal: 'STATUS_LIST_MALFORMED' };
  const refusal = refusalOf(shown, anchor);
  if (refusal !== undefined) return { refusal };
  const { list } = shown;
  const length = statusBytesOf(list.purpose);
  const packed = packedIn(list);
  const bits = packed && (await gunzipAtMost(packed, length));
  if (bits === undefined) return { refusal: 'STATUS_LIST_MALFORMED' };
  return bits.length === length ? { found: { list, bits } } : { refusal: 'STATUS_LIST_LENGTH_WRONG' };
};

/** Whose status is looked up. */
export interface ListedCertificate {
  readonly number: string;
  /** USCC. */
  readonly registry: string;
}

/** What a list says of a certificate: a status that was true at an instant, or why it says none. */
export type StatusFinding =
  | {
      readonly status: (typeof CERTIFICATE_STATUSES)[number];
      readonly asOf: string;
      /** From then on nobody may rely on it. */
      readonly until: string;
    }
  | { readonly refusal: StatusRefusal; readonly asOf: string };

/** A checker's clock may be that far behind the registry's. */
const MOST_MS_AHEAD = 120_000;

const datedRefusal = ({ validFrom, validUntil }: StatusList, at: number): StatusRefusal | undefined => {
  if (at < parseInstant(validFrom) - MOST_MS_AHEAD) return 'STATUS_LIST_FROM_THE_FUTURE';
  return at >= parseInstant(validUntil) ? 'STATUS_LIST_STALE' : undefined;
};

/**
 * Looks a certificate up in a list that is believed. A list that is stale says nothing any more but its date.
 *
 * @param at - milliseconds since 1970
 */
export const lookUpStatus = (
  { list, bits }: BelievedStatusList,
  { number, registry }: ListedCertificate,
  at: number,
): StatusFinding => {
  const { validFrom: asOf, validUntil: until } = list;
  if (registry !== list.registry) return { refusal: 'STATUS_LIST_OF_ANOTHER_REGISTRY', asOf };
  const { year, index } = statusPlaceOf(number);
  if (year !== list.year) return { refusal: 'STATUS_LIST_OF_ANOTHER_YEAR', asOf };
  const refusal = datedRefusal(list, at);
  if (refusal !== undefined) return { refusal, asOf };
  const status = statusAt(bits, index);
  return status === undefined ? { refusal: 'STATUS_NOT_LISTED', asOf } : { status, asOf, until };
};
