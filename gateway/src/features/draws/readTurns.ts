// SPDX-License-Identifier: Apache-2.0
import { BEACON_MEMORY } from '@registry/chaincode/protocol';
import type { Kysely, Selectable } from 'kysely';
import type { EventsTable } from '../../database/readModelTables';
import type { Tables } from '../../database/tables';

export type TurnRow = Selectable<EventsTable>;

/** The turns of the beacon that the ledger remembers, the latest first. */
export const readTurns = (database: Kysely<Tables>): Promise<TurnRow[]> =>
  database
    .selectFrom('events')
    .selectAll()
    .where('record_type', '=', 'beacon')
    .orderBy('event_seq', 'desc')
    .limit(BEACON_MEMORY + 1)
    .execute();
