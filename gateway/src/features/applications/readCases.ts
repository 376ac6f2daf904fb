// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import type { Kysely, RawBuilder, Selectable } from 'kysely';
import type { CasesTable, EventsTable } from '../../database/readModelTables';
import type { Tables } from '../../database/tables';
import type { Caller } from '../../http/requestContext';
import type { PagePlan } from '../../listing/page';
import { isAwaitingSql, isMineSql, isSeenSql } from './visibility';
import type { Seen } from './visibility';

export type CaseRow = Selectable<CasesTable>;
export type EventRow = Selectable<EventsTable>;

export interface CaseFilters {
  readonly state?: string | undefined;
  readonly profile?: string | undefined;
  readonly registry?: string | undefined;
  readonly mine?: boolean | undefined;
  readonly awaiting?: 'me' | undefined;
  readonly submittedFrom?: string | undefined;
  readonly submittedBefore?: string | undefined;
}

/** A case with its parties. */
export interface FoundCase {
  readonly row: CaseRow;
  readonly seen: Seen;
}

/** A case with its parties, or undefined where the read model has none of that id. */
export const findCase = async (database: Kysely<Tables>, caseId: string): Promise<FoundCase | undefined> => {
  const { rows } = await sql<CaseRow & { readonly parties: string[] }>`select c.*,
    array(select p.party from case_parties p where p.case_id = c.case_id) as parties
    from cases c where c.case_id = ${caseId}`.execute(database);
  const [found] = rows;
  if (found === undefined) return undefined;
  const { parties, ...row } = found;
  const { registry_uscc: registryUscc, agency_uscc: agencyUscc, state } = row;
  return { row, seen: { registryUscc, agencyUscc, state, parties } };
};

const conditions = (caller: Caller, filters: CaseFilters): RawBuilder<boolean> => {
  const { state, profile, registry, mine, awaiting, submittedFrom, submittedBefore } = filters;
  // Whose work a case is, sees it; and its state stands in the index that is walked then.
  const seen = awaiting === undefined ? isSeenSql(caller) : isAwaitingSql(caller);
  const ofState = sql.ref(awaiting === undefined ? 'c.state' : 'w.state');
  const given = [
    mine === true ? isMineSql(caller) : undefined,
    state === undefined ? undefined : sql<boolean>`${ofState} = ${state}`,
    profile === undefined ? undefined : sql<boolean>`c.profile_id = ${profile}`,
    registry === undefined ? undefined : sql<boolean>`c.registry_uscc = ${registry}`,
    submittedFrom === undefined ? undefined : sql<boolean>`c.submitted_at >= ${submittedFrom}`,
    submittedBefore === undefined ? undefined : sql<boolean>`c.submitted_at < ${submittedBefore}`,
  ];
  return sql.join([seen, ...given.filter((condition) => condition !== undefined)], sql` and `);
};

/** What a list says of a case: the record itself, some kilobytes each, stays where it is. */
export type ListedCase = Omit<CaseRow, 'record'> & { readonly certificate_number: string | null };

const LISTED = sql`c.case_id, c.case_type, c.state, c.registry_uscc, c.profile_id, c.data_name, c.submitted_at,
  c.last_event_at, c.deadline_at, c.deadline_awaits, c.event_seq, c.transaction_id, c.block_number,
  (select k.number from certificates k where k.case_id = c.case_id limit 1) as certificate_number`;

/** A list of work is read along the rows that say whose work a case is. */
const tablesOf = ({ awaiting }: CaseFilters): RawBuilder<unknown> =>
  awaiting === undefined ? sql`cases c` : sql`case_workers w join cases c on c.case_id = w.case_id`;

/** The table whose columns give a list its order. */
export const orderedBy = ({ awaiting }: CaseFilters): 'c' | 'w' => (awaiting === undefined ? 'c' : 'w');

/** One page of the cases that the caller sees. */
export const readCases = async (
  database: Kysely<Tables>,
  asked: { readonly caller: Caller; readonly filters: CaseFilters; readonly plan: PagePlan },
): Promise<ListedCase[]> => {
  const { caller, filters, plan } = asked;
  const { rows } =
    await sql<ListedCase>`select ${LISTED} from ${tablesOf(filters)} where ${conditions(caller, filters)} and ${plan.after}
    order by ${plan.order} limit ${plan.fetch}`.execute(database);
  return rows;
};

/** The events of a case and of its certificate, in the order of the ledger; what was served, and what was
 * objected, have lists of their own. */
export const readCaseEvents = (database: Kysely<Tables>, caseId: string): Promise<EventRow[]> =>
  database
    .selectFrom('events')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('record_type', 'not in', ['service', 'objection'])
    .orderBy('block_number')
    .orderBy('tx_index')
    .orderBy('event_index')
    .execute();
