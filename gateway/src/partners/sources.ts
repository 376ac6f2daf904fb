// SPDX-License-Identifier: Apache-2.0
import { checkFreshness, trustRefusal } from '@registry/chaincode/protocol';
import type { BelievedAnchor, PartnerLedger, TrustList } from '@registry/chaincode/protocol';
import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables';
import type { Beliefs } from './beliefs';
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

export interface AskedSources {
  readonly addresses: readonly PartnerAddress[];
  /** Our supervisor's list in force, if there is one. */
  readonly list: TrustList | undefined;
  readonly beliefs: Beliefs;
}

/** How the configured partners stand at an instant. */
export const readSources = async (
  database: Kysely<Tables>,
  { addresses, list, beliefs }: AskedSources,
  at: string,
): Promise<readonly PartnerSource[]> =>
  Promise.all(
    addresses.map(async (address) => {
      const kept = await readSource(database, address.url);
      const listed = list?.partners.find(({ ledgerId }) => ledgerId === address.ledgerId);
      const anchor = listed && beliefs.anchor(listed, kept.lists);
      const source = { address, kept, ...(listed && { listed }), ...(anchor && { anchor }) };
      return { ...source, state: stateOf(source, at) };
    }),
  );
