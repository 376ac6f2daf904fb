// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import type { Database } from '../../database/openDatabase';
import { GatewayError } from '../../http/gatewayError';
import { parseParam } from '../../http/validate';
import { atHeight } from '../../listing/atHeight';
import type { Handler, RoutedOperation } from '../../routing/operation';
import { readTrustLists } from '../../trust/readTrustLists';
import type { TrustListVersion } from '../../trust/readTrustLists';
import { trustListExample } from './example';
import { anchorOperation } from './anchor';
import { foreignOperation } from './foreign';
import { judgeOperation } from './judge';
import {
  approvalBody,
  listsView,
  listView,
  proposalBody,
  settledAnswer,
  versionParam,
  viewList,
  viewSummary,
} from './views';
import { approveTrustList, proposeTrustList } from './write';
import type { TrustListsDeps } from './write';

const tag = 'register';
const committing = [400, 403, 404, 409, 413, 422, 503] as const;
const params = z.object({ version: versionParam });

const answerList =
  (
    database: Database,
    pick: (lists: readonly TrustListVersion[], version: number) => TrustListVersion | undefined,
  ): Handler =>
  async (req, res) => {
    const version = req.params['version'] === undefined ? 0 : Number(parseParam(versionParam, req, 'version'));
    const { blockHeight, result } = await atHeight(database, readTrustLists);
    const found = pick(result, version);
    if (found === undefined) throw new GatewayError('NOT_FOUND');
    res.json({ ...viewList(found), blockHeight });
  };

const listLists =
  (database: Database): Handler =>
  async (_req, res) => {
    const { blockHeight, result } = await atHeight(database, readTrustLists);
    res.json({ items: result.map(viewSummary), blockHeight });
  };

const readOperations = (database: Database): readonly RoutedOperation[] => [
  {
    operationId: 'listTrustLists',
    method: 'get',
    path: '/trust-lists',
    tag,
    summary: 'The versions of the trust list, the first one first',
    description: 'Whom the supervisor trusts with what. A certificate is judged by the list of its own day. 信任名录',
    access: 'public',
    answers: { 200: { description: 'All versions, and one that waits for its approval', schema: listsView } },
    handle: listLists(database),
  },
  {
    operationId: 'readCurrentTrustList',
    method: 'get',
    path: '/trust-lists/current',
    tag,
    summary: 'The trust list in force, with its signatures',
    access: 'public',
    answers: { 200: { description: 'The list', schema: listView } },
    refusals: [404],
    handle: answerList(database, (lists) => lists.findLast(({ approvedAt }) => approvedAt !== undefined)),
  },
  {
    operationId: 'readTrustList',
    method: 'get',
    path: '/trust-lists/{version}',
    tag,
    summary: 'One version of the trust list, with its signatures',
    access: 'public',
    params,
    answers: { 200: { description: 'The list', schema: listView } },
    refusals: [404],
    handle: answerList(database, (lists, version) => lists.find(({ list }) => list.version === version)),
  },
];

const writeOperations = (deps: TrustListsDeps): readonly RoutedOperation[] => [
  {
    operationId: 'proposeTrustList',
    method: 'post',
    path: '/trust-lists',
    tag,
    summary: 'Propose the next trust list (supervisor)',
    description: 'It says of institutions and keys what the ledger says, and drops nobody whom the one before named.',
    access: 'session',
    writes: true,
    body: { schema: proposalBody, example: { list: trustListExample } },
    answers: { 201: { description: 'What waits for its approval', schema: settledAnswer } },
    refusals: committing,
    handle: proposeTrustList(deps),
  },
  {
    operationId: 'approveTrustList',
    method: 'post',
    path: '/trust-lists/{version}/approvals',
    tag,
    summary: 'Approve and sign a proposed trust list (a second officer of the supervisor)',
    description: 'The signatures are made with the supervisor’s own key set, where it is kept: no gateway holds it.',
    access: 'session',
    writes: true,
    params,
    body: {
      schema: approvalBody,
      example: {
        hash: '3'.repeat(64),
        signatures: { keys: 1, eip712: `${'1'.repeat(128)}1b`, es256: '2'.repeat(128) },
      },
    },
    answers: { 200: { description: 'The list in force', schema: settledAnswer } },
    refusals: committing,
    handle: approveTrustList(deps),
  },
];

/** /trust-lists: whom the supervisor trusts, signed, for those who are not on this ledger; and who is trusted by it. */
export const trustListOperations = (deps: TrustListsDeps): readonly RoutedOperation[] => [
  ...readOperations(deps.database),
  anchorOperation(deps),
  ...writeOperations(deps),
  judgeOperation(deps),
  foreignOperation(deps),
];
