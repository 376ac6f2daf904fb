// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import type { Kysely, RawBuilder } from 'kysely';
import type { Tables } from '../../database/tables';
import type { PagePlan } from '../../listing/page';
import type { NoticeRow, NoticeStatus } from './view';

export interface NoticeFilters {
  readonly status?: NoticeStatus | undefined;
  readonly registry?: string | undefined;
  readonly caseId?: string | undefined;
  readonly startedFrom?: string | undefined;
  readonly startedBefore?: string | undefined;
}

/** Only what has begun by now is public. */
const columns = (nowInstant: string): RawBuilder<NoticeRow> => sql<NoticeRow>`
  select n.*, c.state as case_state, c.record ->> 'certificateNumber' as certificate_number,
    (select count(*)::int from objections o where o.notice_no = n.notice_no) as objections
  from notices n join cases c on c.case_id = n.case_id where n.started_at <= ${nowInstant}`;

const byStatus = (status: NoticeStatus, nowInstant: string): RawBuilder<boolean> =>
  status === 'RUNNING'
    ? sql`(n.closed_at is null and n.ends_at > ${nowInstant})`
    : sql`(n.closed_at is not null or n.ends_at <= ${nowInstant})`;

const conditions = (filters: NoticeFilters, nowInstant: string): RawBuilder<boolean> => {
  const { status, registry, caseId, startedFrom, startedBefore } = filters;
  const given = [
    status === undefined ? undefined : byStatus(status, nowInstant),
    registry === undefined ? undefined : sql<boolean>`n.registry_uscc = ${registry}`,
    caseId === undefined ? undefined : sql<boolean>`n.case_id = ${caseId}`,
    startedFrom === undefined ? undefined : sql<boolean>`n.started_at >= ${startedFrom}`,
    startedBefore === undefined ? undefined : sql<boolean>`n.started_at < ${startedBefore}`,
  ];
  return sql.join([sql`true`, ...given.filter((condition) => condition !== undefined)], sql` and `);
};

export const readNotices = async (
  database: Kysely<Tables>,
  asked: { readonly plan: PagePlan; readonly filters: NoticeFilters; readonly nowInstant: string },
): Promise<NoticeRow[]> => {
  const { plan, filters, nowInstant } = asked;
  const { rows } = await sql<NoticeRow>`${columns(nowInstant)} and ${conditions(filters, nowInstant)}
    and ${plan.after} order by ${plan.order} limit ${plan.fetch}`.execute(database);
  return rows;
};

export const readNotice = async (
  database: Kysely<Tables>,
  noticeNo: string,
  nowInstant: string,
): Promise<NoticeRow | undefined> => {
  const { rows } = await sql<NoticeRow>`${columns(nowInstant)} and n.notice_no = ${noticeNo}`.execute(database);
  return rows[0];
};
