// SPDX-License-Identifier: Apache-2.0
import { believeStatusList, checkFreshness, trustRefusal } from '@registry/chaincode/protocol';
import type { BelievedAnchor, BelievedStatusList, PartnerLedger, TrustList } from '@registry/chaincode/protocol';
import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables';
import { believeLists, PartnerRefuted } from './checkShown';
import { readSource } from './keep';
import type { KeptSource } from './keep';
import type { PartnerAddress } from './partnersFile';

export const PARTNER_STATES = ['TRUSTED', 'NOT_ACCREDITED', 'NOT_ASKED_YET', 'DOWN', 'STALE', 'REFUTED'] as const;
export type PartnerState = (typeof PARTNER_STATES)[number];

/** How a partner's registry stands, and what may be relied on of it. */
export interface PartnerSource {
  readonly address: PartnerAddress;
  readonly state: PartnerState;
  /** What our supervisor's list in force says of its ledger. */
  readonly listed?: PartnerLedger;
  /** What was believed of its own lists; absent where that is nothing. */
  readonly anchor?: BelievedAnchor;
  readonly kept: KeptSource;
}

const believed = (listed: PartnerLedger, { lists }: KeptSource): BelievedAnchor | undefined => {
  try {
    return lists.length === 0 ? undefined : believeLists(listed, lists, []);
  } catch (error) {
    // Our supervisor has pinned other keys since.
    if (error instanceof PartnerRefuted) return undefined;
    throw error;
  }
};

const isAccredited = (listed: PartnerLedger | undefined, at: string): boolean =>
  listed !== undefined && trustRefusal(listed, at, {}) === undefined;

const stateOf = (
  { kept, listed, anchor }: Pick<PartnerSource, 'kept' | 'listed' | 'anchor'>,
  at: string,
): PartnerState => {
  if (!isAccredited(listed, at)) return 'NOT_ACCREDITED';
  if (kept.problem?.kind === 'REFUTED') return 'REFUTED';
  const last = anchor?.lists.at(-1);
  if (last !== undefined && checkFreshness(last, at) !== undefined) return 'STALE';
  if (kept.problem !== undefined) return kept.problem.kind;
  return last === undefined ? 'NOT_ASKED_YET' : 'TRUSTED';
};

/**
 * How the configured partners stand at an instant.
 *
 * @param list - our supervisor's list in force, if there is one
 */
export const readSources = async (
  database: Kysely<Tables>,
  { addresses, list }: { readonly addresses: readonly PartnerAddress[]; readonly list: TrustList | undefined },
  at: string,
): Promise<readonly PartnerSource[]> =>
  Promise.all(
    addresses.map(async (address) => {
      const kept = await readSource(database, address.url);
      const listed = list?.partners.find(({ ledgerId }) => ledgerId === address.ledgerId);
      const anchor = listed && believed(listed, kept);
      const source = { address, kept, ...(listed && { listed }), ...(anchor && { anchor }) };
      return { ...source, state: stateOf(source, at) };
    }),
  );

/** Status lists are checked once, however often they are looked into. */
export class StatusListCache {
  readonly #believed = new Map<string, BelievedStatusList | undefined>();

  /** @returns undefined for one that cannot be believed (any more) */
  async believe(jws: string, anchor: BelievedAnchor): Promise<BelievedStatusList | undefined> {
    const key = `${String(anchor.lists.at(-1)?.version)} ${jws}`;
    if (!this.#believed.has(key)) {
      // As many as there are partners' years; what is no longer asked for makes room.
      if (this.#believed.size >= MOST_KEPT) this.#believed.clear();
      const finding = await believeStatusList(jws, anchor);
      this.#believed.set(key, 'found' in finding ? finding.found : undefined);
    }
    return this.#believed.get(key);
  }
}

const MOST_KEPT = 200;
