// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import type { Kysely, RawBuilder, Selectable } from 'kysely';
import type { ObjectionsTable } from '../../database/readModelTables';
import type { Tables } from '../../database/tables';
import { GatewayError } from '../../http/gatewayError';
import type { Caller } from '../../http/requestContext';
import type { PagePlan } from '../../listing/page';
import { isSeenSql } from './visibility';

export type ObjectionRow = Selectable<ObjectionsTable>;

export interface ObjectionFilters {
  readonly caseId?: string | undefined;
  readonly noticeNo?: string | undefined;
  readonly status?: string | undefined;
}

/**
 * An objection, for somebody who may know that it exists.
 *
 * @throws GatewayError NOT_FOUND for one that is not there, and alike for a stranger
 */
export const seeObjection = async (
  database: Kysely<Tables>,
  caller: Caller,
  objectionNo: string,
): Promise<ObjectionRow> => {
  const { rows } = await sql<ObjectionRow>`select o.* from objections o
    where o.objection_no = ${objectionNo} and ${isSeenSql(caller)}`.execute(database);
  const [row] = rows;
  if (row === undefined) throw new GatewayError('NOT_FOUND');
  return row;
};

const conditions = (caller: Caller, { caseId, noticeNo, status }: ObjectionFilters): RawBuilder<boolean> => {
  const given = [
    caseId === undefined ? undefined : sql<boolean>`o.case_id = ${caseId}`,
    noticeNo === undefined ? undefined : sql<boolean>`o.notice_no = ${noticeNo}`,
    status === undefined ? undefined : sql<boolean>`o.status = ${status}`,
  ];
  return sql.join([isSeenSql(caller), ...given.filter((condition) => condition !== undefined)], sql` and `);
};

/** One page of the objections that the caller sees. */
export const readObjections = async (
  database: Kysely<Tables>,
  asked: { readonly caller: Caller; readonly filters: ObjectionFilters; readonly plan: PagePlan },
): Promise<ObjectionRow[]> => {
  const { caller, filters, plan } = asked;
  const { rows } = await sql<ObjectionRow>`select o.* from objections o
    where ${conditions(caller, filters)} and ${plan.after}
    order by ${plan.order} limit ${plan.fetch}`.execute(database);
  return rows;
};

/** The case of a notice that has been published, or undefined. */
export const caseOfNotice = async (database: Kysely<Tables>, noticeNo: string): Promise<string | undefined> => {
  const query = database.selectFrom('notices').select('case_id').where('notice_no', '=', noticeNo);
  return (await query.executeTakeFirst())?.case_id;
};
