// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import { SERVED_EVENT_TYPES } from '@registry/chaincode/protocol';
import type { CaseRecord, DomainEvent, ServedEventType } from '@registry/chaincode/protocol';
import type { Database } from '../database/openDatabase';

/** A place in the order of the ledger. */
export interface Mark {
  readonly block: number;
  readonly tx: number;
  readonly event: number;
}

export const BEGINNING: Mark = { block: -1, tx: 0, event: 0 };

/** A decision whose document has not been served, with the case as it stands. */
export interface Decision {
  /** The place just before it. */
  readonly before: Mark;
  readonly event: DomainEvent<ServedEventType>;
  readonly record: CaseRecord;
  readonly transactionId: string;
}

interface Place {
  readonly block_number: number;
  readonly tx_index: number;
  readonly event_index: number;
}

interface Row extends Place {
  readonly transaction_id: string;
  readonly event: DomainEvent<ServedEventType>;
  readonly record: CaseRecord;
}

/** The place of the last event that the read model has. */
export const lastPlace = async (database: Database): Promise<Mark> => {
  const { rows } = await sql<Place>`select block_number, tx_index, event_index from events
    order by block_number desc, tx_index desc, event_index desc limit 1`.execute(database);
  const [row] = rows;
  return row === undefined ? BEGINNING : { block: row.block_number, tx: row.tx_index, event: row.event_index };
};

/** The unserved decisions of a registry after a place, in the order of the ledger. */
export const unservedAfter = async (
  database: Database,
  { registryUscc, mark, limit }: { readonly registryUscc: string; readonly mark: Mark; readonly limit: number },
): Promise<Decision[]> => {
  const { rows } = await sql<Row>`select e.block_number, e.tx_index, e.event_index, e.transaction_id, e.event, c.record
    from events e join cases c on c.case_id = e.record_id
    where e.record_type = 'case' and e.type = any(${SERVED_EVENT_TYPES}) and c.registry_uscc = ${registryUscc}
      and (e.block_number, e.tx_index, e.event_index) > (${mark.block}, ${mark.tx}, ${mark.event})
      and not exists (select 1 from services s where s.case_id = e.record_id and s.served_event_seq = e.event_seq)
    order by e.block_number, e.tx_index, e.event_index limit ${limit}`.execute(database);
  return rows.map((row) => ({
    before: { block: row.block_number, tx: row.tx_index, event: row.event_index - 1 },
    event: row.event,
    record: row.record,
    transactionId: row.transaction_id,
  }));
};
