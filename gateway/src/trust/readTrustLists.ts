// SPDX-License-Identifier: Apache-2.0
import type { DomainEvent, TrustList, TrustListSignatures } from '@registry/chaincode/protocol';
import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables';

/** A version of the trust list as its events left it. */
export interface TrustListVersion {
  readonly list: TrustList;
  readonly hash: string;
  readonly proposedAt: string;
  /** From then on it is in force. */
  readonly approvedAt?: string;
  readonly signatures?: TrustListSignatures;
}

type ListEvent = DomainEvent<'trustListProposed' | 'trustListApproved'>;

const after = (before: TrustListVersion | undefined, event: ListEvent): TrustListVersion | undefined => {
  if (event.type === 'trustListProposed') return { ...event.data, proposedAt: event.txTime };
  return before && { ...before, approvedAt: event.txTime, signatures: event.data.signatures };
};

/** All versions of the trust list, the first one first. They are few, and their events say all there is to read. */
export const readTrustLists = async (database: Kysely<Tables>): Promise<readonly TrustListVersion[]> => {
  const rows = await database
    .selectFrom('events')
    .select('event')
    .where('record_type', '=', 'trustList')
    .orderBy('block_number')
    .orderBy('tx_index')
    .orderBy('event_index')
    .execute();
  const versions = new Map<string, TrustListVersion>();
  for (const { event } of rows as readonly { readonly event: ListEvent }[]) {
    const next = after(versions.get(event.recordId), event);
    if (next !== undefined) versions.set(event.recordId, next);
  }
  return [...versions.values()].sort((one, other) => one.list.version - other.list.version);
};

/** The versions that are or were in force, the first one first. */
export const readApprovedLists = async (database: Kysely<Tables>): Promise<readonly TrustListVersion[]> =>
  (await readTrustLists(database)).filter(({ approvedAt }) => approvedAt !== undefined);
