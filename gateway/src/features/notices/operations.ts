// SPDX-License-Identifier: Apache-2.0
import { caseId, noticeNo, uscc } from '@registry/chaincode/protocol';
import { z } from 'zod';
import type { Database } from '../../database/openDatabase';
import { GatewayError } from '../../http/gatewayError';
import { parseParam, parseQuery } from '../../http/validate';
import { atHeight } from '../../listing/atHeight';
import { pageFields, pageOf, planPage } from '../../listing/page';
import type { Order } from '../../listing/page';
import { givenFilters } from '../../listing/registerViews';
import { instantFilter, pageSchema } from '../../listing/schemas';
import type { Handler, RoutedOperation } from '../../routing/operation';
import { readNotice, readNotices } from './read';
import { NOTICE_STATUSES, noticeView, viewNotice } from './view';
import type { NoticeRow } from './view';

export interface NoticesDeps {
  readonly database: Database;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const noticesQuery = z.strictObject({
  ...pageFields,
  status: z.enum(NOTICE_STATUSES).optional(),
  registry: uscc.optional(),
  caseId: caseId.optional(),
  startedFrom: instantFilter.optional(),
  startedBefore: instantFilter.optional(),
  sort: z.enum(['startedAt', '-startedAt', 'endsAt', '-endsAt']).default('-startedAt'),
});
type Sort = z.infer<typeof noticesQuery>['sort'];

const orderOf = (sort: Sort): Order => ({
  column: sort.endsWith('startedAt') ? 'n.started_at' : 'n.ends_at',
  key: 'n.notice_no',
  descending: sort.startsWith('-'),
});

const list =
  ({ database, now }: NoticesDeps): Handler =>
  async (req, res) => {
    const query = parseQuery(noticesQuery, req);
    const nowInstant = new Date(now()).toISOString();
    const plan = planPage({ list: 'notices', ...givenFilters(query) }, orderOf(query.sort), query);
    const { blockHeight, result } = await atHeight(database, (snapshot) =>
      readNotices(snapshot, { plan, filters: query, nowInstant }),
    );
    const place = (row: NoticeRow): { value: string; key: string } => ({
      value: query.sort.endsWith('startedAt') ? row.started_at : row.ends_at,
      key: row.notice_no,
    });
    res.json({ ...pageOf(plan, result, (row) => viewNotice(row, nowInstant), place), blockHeight });
  };

const read =
  ({ database, now }: NoticesDeps): Handler =>
  async (req, res) => {
    const number = parseParam(noticeNo, req, 'noticeNo');
    const nowInstant = new Date(now()).toISOString();
    const { blockHeight, result } = await atHeight(database, (snapshot) => readNotice(snapshot, number, nowInstant));
    if (result === undefined) throw new GatewayError('NOT_FOUND');
    res.json({ ...viewNotice(result, nowInstant), blockHeight });
  };

/** GET /notices and /notices/{noticeNo}: what is or was published for objection. Public. */
export const noticeOperations = (deps: NoticesDeps): readonly RoutedOperation[] => [
  {
    operationId: 'listNotices',
    method: 'get',
    path: '/notices',
    tag: 'notices',
    summary: 'Running and past notices',
    access: 'public',
    query: noticesQuery,
    answers: { 200: { description: 'One page of notices', schema: pageSchema(noticeView) } },
    refusals: [400],
    handle: list(deps),
  },
  {
    operationId: 'readNotice',
    method: 'get',
    path: '/notices/{noticeNo}',
    tag: 'notices',
    summary: 'One notice',
    access: 'public',
    params: z.object({ noticeNo }),
    answers: { 200: { description: 'The notice', schema: noticeView.extend({ blockHeight: z.int() }) } },
    refusals: [404],
    handle: read(deps),
  },
];
