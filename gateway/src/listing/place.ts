// SPDX-License-Identifier: Apache-2.0
import type { RecordType } from '@registry/chaincode/protocol';
import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables';

/** Where the ledger holds an event. */
export interface Place {
  readonly transactionId: string;
  readonly blockNumber: number;
}

interface EventOf {
  readonly recordType: RecordType;
  readonly recordId: string;
  readonly eventSeq: number;
}

/** Where the ledger holds an event of a record, or undefined while that block is not in the read model. */
export const findPlace = async (
  database: Kysely<Tables>,
  { recordType, recordId, eventSeq }: EventOf,
): Promise<Place | undefined> => {
  const row = await database
    .selectFrom('events')
    .select(['transaction_id', 'block_number'])
    .where('record_type', '=', recordType)
    .where('record_id', '=', recordId)
    .where('event_seq', '=', eventSeq)
    .executeTakeFirst();
  return row && { transactionId: row.transaction_id, blockNumber: row.block_number };
};
