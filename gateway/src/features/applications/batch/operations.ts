// SPDX-License-Identifier: Apache-2.0
import { applicationForm, batchGrantForm } from '@registry/chaincode/protocol';
import { z } from 'zod';
import { limitConcurrent } from '../../../routing/limitConcurrent';
import type { RoutedOperation } from '../../../routing/operation';
import { applicationExample } from '../applicationExample';
import { commandAnswer } from '../views';
import type { BatchDeps } from './fileChunk';
import { grantApplications, NDJSON, submitApplications } from './handlers';

const writing = { access: 'session', writes: true, tag: 'applications', method: 'post' } as const;

const problem = z.looseObject({ status: z.int(), code: z.string(), title: z.string() });

const filed = z.union([
  commandAnswer.extend({ line: z.int(), status: z.literal(201) }),
  problem.extend({ line: z.int() }),
]);

const granted = z.union([commandAnswer.extend({ status: z.literal(200) }), problem.extend({ caseId: z.string() })]);

/** Batches of one person that are worked on at once. */
const MOST_BATCHES = 2;

/** Its body is a stream of lines. */
export const batchFilingOperations = (deps: BatchDeps): readonly RoutedOperation[] => [
  {
    ...writing,
    operationId: 'submitApplications',
    path: '/applications/batch',
    summary: 'File up to 10,000 applications',
    description:
      'One application a line, each as in POST /applications, filed and answered for itself and in order: one bad line ' +
      'never spoils the others. After a break send the same lines again under the same key: what was filed gives the ' +
      'same answer, the rest is filed now. Each line names the block and the transaction that wrote it. A line of 202 or 503 is to be sent again, too: ' +
      'after 202 it is not sent to the ledger again before it is known what became of its transaction.',
    body: { schema: applicationForm, contentType: NDJSON, example: applicationExample },
    answers: { 200: { description: 'A result a line', contentType: NDJSON, schema: filed } },
    refusals: [400, 415],
    handle: limitConcurrent(MOST_BATCHES, submitApplications(deps)),
  },
];

export const batchGrantOperations = (deps: BatchDeps): readonly RoutedOperation[] => [
  {
    ...writing,
    operationId: 'grantApplications',
    path: '/applications/batch-grant',
    summary: 'Grant up to 200 certificates, with a run of numbers (decider)',
    description: 'Each case that is ready gets its certificate; each other one says why not.',
    body: { schema: batchGrantForm, example: { caseIds: ['411-01J0000000000000000000000A'] } },
    answers: {
      200: {
        description: 'A result for each case, in their order',
        schema: z.object({ results: z.array(granted), transactionId: z.string(), blockNumber: z.int() }),
      },
    },
    refusals: [400, 403, 404, 409, 413, 422, 503],
    handle: grantApplications(deps),
  },
];
