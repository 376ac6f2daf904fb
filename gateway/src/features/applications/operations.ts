// SPDX-License-Identifier: Apache-2.0
import { applicationForm, caseId, commandForms } from '@registry/chaincode/protocol';
import { z } from 'zod';
import { pageSchema } from '../../listing/schemas';
import type { RoutedOperation } from '../../routing/operation';
import { asOfQuery } from './asOf';
import { readConflicts } from './conflictHandlers';
import { conflictView } from './conflictViews';
import { readDeadlines } from './deadlineHandlers';
import { deadlineView } from './deadlineViews';
import type { ApplicationsDeps } from './deps';
import { applicationExample } from './applicationExample';
import { COMMAND_EXAMPLES } from './commandExamples';
import { applicationsQuery, listApplications, readApplication, readTimeline } from './readHandlers';
import { caseDetail, caseSummary, commandAnswer, timelineEntry } from './views';
import { COMMAND_NAMES, giveCommand, submitApplication } from './writeHandlers';

const tag = 'applications';
const writing = { access: 'session', writes: true, tag } as const;
const reading = { access: 'session', tag } as const;

const listOperation = (deps: ApplicationsDeps): RoutedOperation => ({
  ...reading,
  operationId: 'listApplications',
  method: 'get',
  path: '/applications',
  summary: 'The cases that you see',
  description:
    'Applicants and agents see their own cases, an agency the cases assigned to it, registry staff and the ' +
    'supervisor all cases as the ledger has them. `mine=true` leaves your own work, `awaiting=me` ' +
    'what of it waits for you: where the procedure stands still until you, or somebody in your place, go on.',
  query: applicationsQuery,
  answers: { 200: { description: 'One page of cases', schema: pageSchema(caseSummary) } },
  refusals: [400],
  handle: listApplications(deps),
});

const deadlinesOperation = (deps: ApplicationsDeps): RoutedOperation => ({
  ...reading,
  operationId: 'readApplicationDeadlines',
  method: 'get',
  path: '/applications/{caseId}/deadlines',
  summary: 'Every deadline of a case, explained day by day',
  description:
    'Which event each one is counted from, which days count and which do not and why, where its clock stood still, ' +
    'and the article that it rests on. A deadline that awaits a calendar has no end yet.',
  params: z.object({ caseId }),
  answers: {
    200: {
      description: 'The deadlines in the order in which they began',
      schema: z.object({ items: z.array(deadlineView), checkedAt: z.string(), blockHeight: z.int() }),
    },
  },
  refusals: [404],
  handle: readDeadlines(deps),
});

const conflictsOperation = (deps: ApplicationsDeps): RoutedOperation => ({
  ...reading,
  operationId: 'readApplicationConflicts',
  method: 'get',
  path: '/applications/{caseId}/conflicts',
  summary: 'Who else has filed the same or similar data (officers of the registry)',
  description:
    'Compares the case with every other on the ledger, of any registry: by the root of its content, and by the sketches ' +
    'of its samples, whose tokens the registries make under a key of theirs. Graded with the evidence, for people to ' +
    'look at before they decide. Everybody else gets 404.',
  params: z.object({ caseId }),
  answers: {
    200: {
      description: 'The gravest first',
      schema: z.object({
        items: z.array(conflictView),
        isComplete: z.boolean().describe('False where more cases have something in common than were compared.'),
        checkedAt: z.string(),
        blockHeight: z.int(),
      }),
    },
  },
  refusals: [404],
  handle: readConflicts(deps),
});

const caseOperations = (deps: ApplicationsDeps): readonly RoutedOperation[] => [
  {
    ...reading,
    operationId: 'readApplication',
    method: 'get',
    path: '/applications/{caseId}',
    summary: 'One case, and what you may do on it now',
    description:
      'With `sight` FULL the sealed values are opened: for the parties, the own registry and the agency while it ' +
      'examines. With LEDGER they are shown as commitments. Others get 404. With `at` the case as it stood at that ' +
      'moment, rebuilt from its events.',
    params: z.object({ caseId }),
    query: asOfQuery,
    answers: { 200: { description: 'The case', schema: caseDetail } },
    refusals: [400, 404, 503],
    handle: readApplication(deps),
  },
  deadlinesOperation(deps),
  conflictsOperation(deps),
  {
    ...reading,
    operationId: 'readApplicationTimeline',
    method: 'get',
    path: '/applications/{caseId}/timeline',
    summary: 'Every event of a case',
    params: z.object({ caseId }),
    answers: {
      200: {
        description: 'The events in the order of the ledger',
        schema: z.object({ items: z.array(timelineEntry), blockHeight: z.int() }),
      },
    },
    refusals: [404],
    handle: readTimeline(deps),
  },
];

/** Each command's form, what it does and an example. */
const commandBodies = Object.fromEntries(
  COMMAND_NAMES.map((name) => [name, { schema: commandForms[name] as z.ZodType, ...COMMAND_EXAMPLES[name] }]),
);

const committing = [400, 403, 404, 409, 413, 422, 503] as const;

const writeOperations = (deps: ApplicationsDeps): readonly RoutedOperation[] => [
  {
    ...writing,
    operationId: 'submitApplication',
    method: 'post',
    path: '/applications',
    summary: 'File an application',
    description:
      'Hand in the documents first (POST /materials). Personal data, trade secrets and what you ask to withhold are ' +
      'sealed before anything goes on the ledger.',
    body: { schema: applicationForm, example: applicationExample },
    answers: { 201: { description: 'The case that was opened', schema: commandAnswer } },
    refusals: committing,
    handle: submitApplication(deps),
  },
  {
    ...writing,
    operationId: 'giveCommand',
    method: 'post',
    path: '/applications/{caseId}/{command}',
    summary: 'Give a command on a case',
    description: 'Whether it may be given now, and by you, the ledger decides; 409 says what is allowed instead.',
    params: z.object({ caseId, command: z.enum(COMMAND_NAMES as [string, ...string[]]) }),
    variants: commandBodies,
    answers: { 200: { description: 'The state that the case is in now', schema: commandAnswer } },
    refusals: committing,
    handle: giveCommand(deps),
  },
];

/** /applications: filing, reading and the procedure. */
export const applicationOperations = (deps: ApplicationsDeps): readonly RoutedOperation[] => [
  listOperation(deps),
  ...caseOperations(deps),
  ...writeOperations(deps),
];
