// SPDX-License-Identifier: Apache-2.0
import type { TrustList } from '../schemas/trustList';
import type { RegisterPlace } from '../typedData/certificateStatement';
import { isEs256 } from '../typedData/verifySignatures';
import { keyRefusal } from './keysInForce';
import type { TrustFinding, TrustRefusal } from './refusals';
import { readTrustList, trustListInputOf } from './signedList';
import type { ShownTrustList } from './signedList';

type KeySets = TrustList['supervisor']['keySets'];

/** What a checker knows of a register before it is shown a list: where it is, and its supervisor's keys. */
export interface KnownSupervisor {
  readonly place: RegisterPlace;
  /** From the ledger, from a list that was believed before, or from a trust anchor. */
  readonly keySets: KeySets;
}

const wrongIn = (
  { list, keys, es256 }: ShownTrustList,
  { place, keySets }: KnownSupervisor,
): TrustRefusal | undefined => {
  if (list.channel !== place.channel || list.register !== place.register) return 'LIST_OF_ANOTHER_REGISTER';
  const set = keySets.find(({ version }) => version === keys);
  if (set === undefined) return 'LIST_KEY_UNKNOWN';
  // A set that was rotated out signs once more: the list that names its successor.
  const refusal = keyRefusal({ ...set, validUntil: undefined }, list.issuedAt);
  if (refusal !== undefined) return `LIST_${refusal}`;
  const holds = isEs256({ text: trustListInputOf(list, keys), signature: es256, key: set.keys.p256 });
  return holds ? undefined : 'LIST_SIGNATURE_WRONG';
};

/**
 * Whether a text, which may be an attacker's, is a trust list that a register's supervisor signed.
 *
 * @param jws - as `trustListJwsOf` writes it
 */
export const checkTrustList = (jws: string, known: KnownSupervisor): TrustFinding<TrustList> => {
  const shown = readTrustList(jws);
  if (shown === undefined) return { refusal: 'LIST_MALFORMED' };
  const refusal = wrongIn(shown, known);
  return refusal === undefined ? { found: shown.list } : { refusal };
};

/** Whether a list can be relied on for what happens at an instant. */
export const checkFreshness = ({ issuedAt, nextUpdate }: TrustList, at: string): TrustRefusal | undefined => {
  if (at < issuedAt) return 'LIST_FROM_THE_FUTURE';
  return at >= nextUpdate ? 'LIST_STALE' : undefined;
};
