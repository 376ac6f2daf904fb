// SPDX-License-Identifier: Apache-2.0
import type { CaseFacts } from '../domain/applications/facts';
import { custodyPolicy } from '../ledger/endorsement';
import { agencyIndexKey, recordKey, rotationKey } from '../ledger/keys';
import type { UnitOfWork } from '../ledger/unitOfWork';
import { BEACON_ID } from '../protocol/schemas/beacon';
import type { BeaconRecord } from '../protocol/schemas/beacon';
import type { CaseCommandName } from '../protocol/schemas/commands';
import type { EventDraft } from '../protocol/schemas/events';
import type { Institution } from '../protocol/schemas/institution';
import type { CaseRecord } from '../protocol/schemas/records';
import type { Call } from './submission';

/** What a draw may know beside the institutions that it concerns. */
export type DrawFacts = Pick<CaseFacts, 'agencies' | 'beacon' | 'lastTurn'>;

type AgencyIndex = { readonly kind: 'agencyIndex'; readonly usccs: readonly string[] };
type Rotation = { readonly kind: 'rotation'; readonly last: string };

const readAgencies = async (ledger: UnitOfWork): Promise<readonly string[]> =>
  (await ledger.get<AgencyIndex>(agencyIndexKey()))?.usccs ?? [];

const given = <T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };

/** Reads what a command of the draw needs; nothing for every other command. */
export const readDrawFacts = async (
  { ledger }: Call,
  name: CaseCommandName,
  { draw, registry }: CaseRecord,
): Promise<DrawFacts> => {
  if (name !== 'requestDraw' && name !== 'drawAgency') return {};
  // Whoever reads the beacon is invalid if it turns before the transaction is committed.
  const beacon = await ledger.get<BeaconRecord>(recordKey('beacon', BEACON_ID));
  if (name === 'requestDraw') return given({ beacon, agencies: await readAgencies(ledger) });
  const rotation = await ledger.get<Rotation>(rotationKey(registry.uscc));
  return given({ beacon, agencies: draw?.candidates, lastTurn: rotation?.last });
};

const isByRotation = (draft: EventDraft): draft is EventDraft<'agencyAssigned'> =>
  draft.type === 'agencyAssigned' && draft.data.method === 'ROTATION' && draft.data.drawn !== undefined;

/** Notes whose turn it was, in custody of the registry. */
export const writeTurn = (
  { ledger }: Call,
  drafts: readonly EventDraft[],
  after: CaseRecord,
  facts: CaseFacts,
): void => {
  for (const { data } of drafts.filter(isByRotation)) {
    const endorsers = facts.institutions.get(data.uscc)?.endorsers ?? [];
    const policy = facts.lastTurn === undefined ? custodyPolicy(after.registry.mspId, endorsers) : undefined;
    ledger.put(rotationKey(after.registry.uscc), { kind: 'rotation', last: data.uscc }, policy);
  }
};

/** Puts an agency that has been approved on the list from which agencies are drawn. */
export const indexAgency = async (
  { ledger }: Call,
  { institutionKind, uscc }: Institution,
  founding: { readonly mspId: string; readonly endorsers: readonly string[] },
): Promise<void> => {
  if (institutionKind !== 'AGENCY') return;
  const usccs = await readAgencies(ledger);
  const policy = usccs.length === 0 ? custodyPolicy(founding.mspId, founding.endorsers) : undefined;
  ledger.put(agencyIndexKey(), { kind: 'agencyIndex', usccs: [...new Set([...usccs, uscc])].sort() }, policy);
};
