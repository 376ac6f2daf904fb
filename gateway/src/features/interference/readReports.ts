// SPDX-License-Identifier: Apache-2.0
import type { DomainEvent } from '@registry/chaincode/protocol';
import { sql } from 'kysely';
import type { Kysely, Selectable } from 'kysely';
import type { EventsTable } from '../../database/readModelTables';
import type { Tables } from '../../database/tables';
import type { Caller } from '../../http/requestContext';

export type ReportEvent = DomainEvent<'interferenceReported' | 'interferenceClosed'>;
type Row = Selectable<EventsTable>;

/** A report with what became of it. */
export interface FoundReport {
  readonly reported: DomainEvent<'interferenceReported'>;
  readonly closed?: DomainEvent<'interferenceClosed'>;
}

/** The supervisor's officers see every report, anybody else only what they reported under a key of their own. */
export const maySeeReport = ({ role, identityKey }: Caller, { reported }: FoundReport): boolean =>
  role === 'supervisor' || reported.actor.identityKey === identityKey;

const foundIn = (rows: readonly Row[]): FoundReport[] => {
  const events = rows.map(({ event }) => event as ReportEvent);
  return events.flatMap((reported) => {
    if (reported.type !== 'interferenceReported') return [];
    const closed = events.find((one) => one.recordId === reported.recordId && one.type === 'interferenceClosed');
    return [closed?.type === 'interferenceClosed' ? { reported, closed } : { reported }];
  });
};

/**
 * The reports that a caller may see, the latest first. Reports are rare: the events of their kind are read whole.
 *
 * @param caseId - only those about one case
 */
export const readReports = async (
  database: Kysely<Tables>,
  caller: Caller,
  caseId?: string,
): Promise<readonly FoundReport[]> => {
  const { rows } = await sql<Row>`select * from events where record_type = 'interference'
    order by block_number desc, tx_index desc, event_index desc`.execute(database);
  const seen = foundIn(rows).filter((report) => maySeeReport(caller, report));
  return caseId === undefined ? seen : seen.filter(({ reported }) => reported.data.caseId === caseId);
};
