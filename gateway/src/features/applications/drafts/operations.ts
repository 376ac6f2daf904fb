// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { MAX_DRAFT_BYTES } from '../../../drafts/draft';
import { MOST_DRAFTS } from '../../../drafts/draftStore';
import type { RoutedOperation } from '../../../routing/operation';
import { commandAnswer } from '../views';
import type { DraftsDeps } from './deps';
import {
  deleteDraft,
  draftsQuery,
  listOwnDrafts,
  readFindings,
  readOwnDraft,
  replaceDraft,
  saveDraft,
  submitDraft,
} from './handlers';
import { draftDetail, draftFindings, draftForm, draftId, draftsPage } from './views';

const common = { access: 'session', tag: 'drafts' } as const;
const path = '/drafts/{draftId}';
const params = z.object({ draftId });

const body = {
  schema: draftForm,
  example: { profileId: 'zhengzhou-2024', product: { dataName: '全国行政区划代码数据集', objectKind: 'PRODUCT' } },
};

const keeping = (deps: DraftsDeps): readonly RoutedOperation[] => [
  {
    ...common,
    operationId: 'listDrafts',
    method: 'get',
    path: '/drafts',
    summary: 'Your drafts, the one that changed last first (applicant or agent)',
    query: draftsQuery,
    answers: { 200: { description: 'One page of drafts', schema: draftsPage } },
    refusals: [400, 403],
    handle: listOwnDrafts(deps),
  },
  {
    ...common,
    operationId: 'saveDraft',
    method: 'post',
    path: '/drafts',
    summary: 'Save an application that is not finished',
    description:
      'Any part of the form of POST /applications. Only you see it, here and encrypted; nothing of it goes on the ' +
      `ledger. You may keep ${String(MOST_DRAFTS)}, of ${String(MAX_DRAFT_BYTES)} bytes each.`,
    writes: true,
    body,
    answers: { 201: { description: 'The draft; `ETag` is its version', schema: draftDetail } },
    refusals: [400, 403, 409, 413, 422],
    handle: saveDraft(deps),
  },
];

const one = (deps: DraftsDeps): readonly RoutedOperation[] => [
  {
    ...common,
    operationId: 'readDraft',
    method: 'get',
    path,
    summary: 'One of your drafts',
    params,
    answers: { 200: { description: 'The draft; `ETag` is its version', schema: draftDetail } },
    refusals: [403, 404],
    handle: readOwnDraft(deps),
  },
  {
    ...common,
    operationId: 'replaceDraft',
    method: 'put',
    path,
    summary: 'Put another form in the place of a draft',
    description: '`If-Match` names the version that you have seen: what changed meanwhile is not written over.',
    revises: true,
    params,
    body,
    answers: { 200: { description: 'The draft in its new version', schema: draftDetail } },
    refusals: [400, 403, 404, 409, 413, 422],
    handle: replaceDraft(deps),
  },
  {
    ...common,
    operationId: 'deleteDraft',
    method: 'delete',
    path,
    summary: 'Delete a draft',
    revises: true,
    params,
    answers: { 204: { description: 'It is gone' } },
    refusals: [400, 403, 404, 409],
    handle: deleteDraft(deps),
  },
];

const filing = (deps: DraftsDeps): readonly RoutedOperation[] => [
  {
    ...common,
    operationId: 'readDraftFindings',
    method: 'get',
    path: `${path}/findings`,
    summary: 'What a draft still lacks to be filed',
    description:
      'By the same checks as filing it: the form, its documents, source and right, and the ledger’s own rules, which ' +
      'the registry’s peer tries out without writing anything. `refusal` is what filing it now would be answered.',
    params,
    answers: { 200: { description: 'Whether it could be filed', schema: draftFindings } },
    refusals: [403, 404, 503],
    handle: readFindings(deps),
  },
  {
    ...common,
    operationId: 'submitDraft',
    method: 'post',
    path: `${path}/submit`,
    summary: 'File a draft',
    description:
      'As POST /applications with the draft for a body. The draft goes once the ledger has acknowledged the filing; ' +
      'while that is not known, it can be filed again but not changed, and never becomes two cases.',
    writes: true,
    revises: true,
    params,
    answers: { 201: { description: 'The case that was opened', schema: commandAnswer } },
    refusals: [400, 403, 404, 409, 422, 503],
    handle: submitDraft(deps),
  },
];

/** /drafts: applications that are not filed yet. */
export const draftOperations = (deps: DraftsDeps): readonly RoutedOperation[] => [
  ...keeping(deps),
  ...one(deps),
  ...filing(deps),
];
