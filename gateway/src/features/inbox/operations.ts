// SPDX-License-Identifier: Apache-2.0
import { caseId, serviceId } from '@registry/chaincode/protocol';
import { z } from 'zod';
import { pageSchema } from '../../listing/schemas';
import { limitConcurrent } from '../../routing/limitConcurrent';
import type { RoutedOperation } from '../../routing/operation';
import type { InboxDeps } from './deps';
import { acknowledgeItem, inboxQuery, listCaseServices, listInbox, readInboxItem } from './handlers';
import { acknowledged, caseService, inboxDetail, inboxItem } from './views';

const common = { tag: 'inbox', access: 'session' } as const;

const ofInbox = (deps: InboxDeps): readonly RoutedOperation[] => [
  {
    ...common,
    operationId: 'listInbox',
    method: 'get',
    path: '/inbox',
    summary: 'What you were served',
    description:
      'Applicants and agents find the documents of their cases here, an agency those of its assignments; whoever works ' +
      'at a registry has none. `unread=true` leaves what your side has not acknowledged, `case` what belongs to one case.',
    query: inboxQuery,
    answers: { 200: { description: 'One page, the newest first', schema: pageSchema(inboxItem) } },
    refusals: [400],
    handle: listInbox(deps),
  },
  {
    ...common,
    operationId: 'readInboxItem',
    method: 'get',
    path: '/inbox/{serviceId}',
    summary: 'One served document',
    description:
      'As JSON, as a PDF with `Accept: application/pdf`, as plain text with `Accept: text/plain`. The commitment is a ' +
      'salted digest of the JSON document. For its addressees, and for whoever sees its case in full.',
    params: z.object({ serviceId }),
    answers: { 200: { description: 'The document', schema: inboxDetail } },
    refusals: [404],
    // Drawing a PDF takes a quarter of a second of the one processor.
    handle: limitConcurrent(2, readInboxItem(deps)),
  },
  {
    ...common,
    writes: true,
    operationId: 'acknowledgeInboxItem',
    method: 'post',
    path: '/inbox/{serviceId}/read',
    summary: 'State that you opened a document',
    description: 'Goes on the ledger under your own identity, once for each side.',
    params: z.object({ serviceId }),
    answers: { 200: { description: 'When it was acknowledged', schema: acknowledged } },
    refusals: [400, 403, 404, 409, 503],
    handle: acknowledgeItem(deps),
  },
];

const ofCase = (deps: InboxDeps): RoutedOperation => ({
  ...common,
  operationId: 'listCaseServices',
  method: 'get',
  path: '/applications/{caseId}/services',
  summary: 'What was served in a case, on whom, and who acknowledged it',
  params: z.object({ caseId }),
  answers: {
    200: {
      description: 'In the order of the events that were served',
      schema: z.object({ items: z.array(caseService), blockHeight: z.int() }),
    },
  },
  refusals: [404],
  handle: listCaseServices(deps),
});

/** /inbox: the documents that somebody was served, and that they were read. */
export const inboxOperations = (deps: InboxDeps): readonly RoutedOperation[] => [...ofInbox(deps), ofCase(deps)];
