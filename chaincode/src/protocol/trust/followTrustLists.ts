// SPDX-License-Identifier: Apache-2.0
import type { TrustList } from '../schemas/trustList';
import { checkTrustList } from './checkTrustList';
import type { KnownSupervisor } from './checkTrustList';
import type { TrustRefusal } from './refusals';

/** How far a checker came: what it believes, and why not the list after that. */
export interface FollowedLists {
  readonly lists: readonly TrustList[];
  readonly stoppedBy?: TrustRefusal;
}

const isNext = (list: TrustList, last: TrustList | undefined): boolean =>
  last === undefined || (list.version === last.version + 1 && list.issuedAt > last.issuedAt);

/**
 * Goes from the supervisor's keys that are known to the last of its lists that can be believed: each is signed with a key
 * that the one before names. No ledger is asked.
 *
 * @param shown - the lists in their order, as `trustListJwsOf` writes them; they may come from an attacker
 */
export const followTrustLists = (shown: readonly string[], known: KnownSupervisor): FollowedLists => {
  const lists: TrustList[] = [];
  for (const jws of shown) {
    const last = lists.at(-1);
    const keySets = last === undefined ? known.keySets : last.supervisor.keySets;
    const finding = checkTrustList(jws, { place: known.place, keySets });
    if ('refusal' in finding) return { lists, stoppedBy: finding.refusal };
    if (!isNext(finding.found, last)) return { lists, stoppedBy: 'LIST_NOT_NEXT' };
    lists.push(finding.found);
  }
  return { lists };
};
