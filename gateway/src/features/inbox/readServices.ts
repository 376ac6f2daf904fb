// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import type { Kysely, RawBuilder } from 'kysely';
import { partyOfKey, partyOfUscc, sidesOfRole } from '@registry/chaincode/protocol';
import type { ServiceRecord } from '@registry/chaincode/protocol';
import type { Tables } from '../../database/tables';
import type { Caller } from '../../http/requestContext';
import type { PagePlan } from '../../listing/page';

export type Reader = Pick<Caller, 'role' | 'uscc' | 'identityKey'>;

export interface ServiceRow {
  readonly service_id: string;
  readonly case_id: string;
  readonly data_name: string;
  readonly served_at: string;
  readonly record: ServiceRecord;
  /** When the reader's party acknowledged it; null for a reader who is no addressee, or has not. */
  readonly acknowledged_at: string | null;
  readonly transaction_id: string;
  readonly block_number: number;
}

export interface InboxFilters {
  readonly unread?: boolean | undefined;
  readonly case?: string | undefined;
}

const partiesOf = ({ uscc, identityKey }: Reader): string[] => [
  partyOfKey(identityKey),
  ...(uscc === undefined ? [] : [partyOfUscc(uscc)]),
];

/** The lines of `service_addressees a` that are the reader's own. */
const isOwn = (reader: Reader): RawBuilder<boolean> =>
  sql`a.side = any(${[...sidesOfRole(reader.role)]}) and a.party = any(${partiesOf(reader)})`;

const columns = sql`s.service_id, s.case_id, c.data_name, s.served_at, s.record, s.transaction_id, s.block_number`;

/** Each document once, though its reader may be addressed by USCC and by key; read by one is read. */
const ofReader = (reader: Reader): RawBuilder<unknown> =>
  sql`select a.service_id, max(a.acknowledged_at) as acknowledged_at from service_addressees a
    where ${isOwn(reader)} group by a.service_id`;

/** One page of what somebody was served. */
export const readInbox = async (
  database: Kysely<Tables>,
  asked: { readonly reader: Reader; readonly filters: InboxFilters; readonly plan: PagePlan },
): Promise<ServiceRow[]> => {
  const { reader, filters, plan } = asked;
  const given = [
    filters.unread === undefined ? undefined : sql<boolean>`(o.acknowledged_at is null) = ${filters.unread}`,
    filters.case === undefined ? undefined : sql<boolean>`s.case_id = ${filters.case}`,
    plan.after,
  ].filter((condition) => condition !== undefined);
  const { rows } = await sql<ServiceRow>`select ${columns}, o.acknowledged_at
    from (${ofReader(reader)}) o join services s on s.service_id = o.service_id join cases c on c.case_id = s.case_id
    where ${sql.join(given, sql` and `)} order by ${plan.order} limit ${plan.fetch}`.execute(database);
  return rows;
};

/** A served document, and whether the reader is among its addressees. */
export const findService = async (
  database: Kysely<Tables>,
  reader: Reader,
  serviceId: string,
): Promise<{ readonly row: ServiceRow; readonly isAddressee: boolean } | undefined> => {
  const { rows } = await sql<ServiceRow & { readonly is_addressee: boolean }>`select ${columns}, o.acknowledged_at,
      o.service_id is not null as is_addressee
    from services s join cases c on c.case_id = s.case_id left join (${ofReader(reader)}) o on o.service_id = s.service_id
    where s.service_id = ${serviceId}`.execute(database);
  const [row] = rows;
  return row && { row, isAddressee: row.is_addressee };
};

/** Everything that was served in a case, in the order of its events. */
export const readCaseServices = async (database: Kysely<Tables>, caseId: string): Promise<ServiceRow[]> => {
  const { rows } = await sql<ServiceRow>`select ${columns}, null as acknowledged_at
    from services s join cases c on c.case_id = s.case_id where s.case_id = ${caseId}
    order by s.served_event_seq`.execute(database);
  return rows;
};
