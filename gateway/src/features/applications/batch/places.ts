// SPDX-License-Identifier: Apache-2.0
import type { CommandAnswer, JsonObject } from '@registry/chaincode/protocol';
import { sql } from 'kysely';
import type { Committed } from '../../../ledger/port';
import type { ApplicationsDeps } from '../deps';

/** The transaction that wrote an event. */
export interface Place {
  readonly transactionId: string;
  readonly blockNumber: number;
}

type Named = Pick<CommandAnswer, 'caseId' | 'eventSeq'>;

export const placeKey = ({ caseId, eventSeq }: Named): string => `${caseId}/${String(eventSeq)}`;

/**
 * Where the ledger holds events that were written by a transaction of an earlier attempt, once this gateway's reads have
 * come to the block of the repetition.
 */
export const findPlaces = async (
  { database, projector, readYourWritesMs }: Pick<ApplicationsDeps, 'database' | 'projector' | 'readYourWritesMs'>,
  named: readonly Named[],
  { blockNumber }: Pick<Committed, 'blockNumber'>,
): Promise<ReadonlyMap<string, Place>> => {
  if (named.length === 0) return new Map();
  await projector.waitFor(blockNumber, readYourWritesMs);
  const wanted = sql.join(named.map(({ caseId, eventSeq }) => sql`(${caseId}, ${eventSeq}::integer)`));
  const rows = await database
    .selectFrom('events')
    .select(['record_id', 'event_seq', 'transaction_id', 'block_number'])
    .where('record_type', '=', 'case')
    .where(sql<boolean>`(record_id, event_seq) in (${wanted})`)
    .execute();
  return new Map(
    rows.map((row) => [
      placeKey({ caseId: row.record_id, eventSeq: row.event_seq }),
      { transactionId: row.transaction_id, blockNumber: row.block_number },
    ]),
  );
};

/** An answer with its place: the one that was found, or else the transaction that has just given the answer. */
export const placed = (
  answer: CommandAnswer,
  { transactionId, blockNumber }: Place,
  found: ReadonlyMap<string, Place>,
): JsonObject => ({ ...answer, transactionId, blockNumber, ...found.get(placeKey(answer)) });
