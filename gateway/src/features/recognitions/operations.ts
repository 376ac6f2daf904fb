// SPDX-License-Identifier: Apache-2.0
import { recognitionForms, recognitionNo } from '@registry/chaincode/protocol';
import { z } from 'zod';
import { pageSchema } from '../../listing/schemas';
import type { RoutedOperation } from '../../routing/operation';
import {
  listRecognitions,
  readRecognition,
  recognitionsQuery,
  requestRecognition,
  takeRecognitionStep,
} from './handlers';
import type { RecognitionsDeps, RecognitionStep } from './handlers';
import { recognitionAnswerView, recognitionDetail, recognitionSummary } from './views';

const common = { tag: 'recognition', access: 'session' } as const;
const writing = { ...common, writes: true } as const;
const committing = [400, 403, 404, 409, 413, 422, 503] as const;

const same = (finding: string): { readonly verdict: string; readonly finding: string } => ({
  verdict: 'EQUIVALENT',
  finding,
});

interface Words {
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly example: object;
}

/** Examples name no article of a real rule. */
const STEPS: Readonly<Record<RecognitionStep, Words>> = {
  verify: {
    path: 'verify',
    operationId: 'verifyRecognition',
    summary: 'Say of each review point whether it is equivalent (reviewer of the registry that was asked)',
    description: 'The ledger adds where the two rule profiles differ, and what it can check by itself.',
    example: {
      profileId: 'guiyang-demo',
      points: { description: same('审查内容一致'), source: same('审查内容一致'), rights: same('审查内容一致') },
    },
  },
  decide: {
    path: 'decide',
    operationId: 'decideRecognition',
    summary: 'Recognize in full, under conditions, or refuse (decider of the registry that was asked)',
    description:
      'In full: every point equivalent, for all purposes asked. Under conditions: with purposes and public conditions. ' +
      'Refused: with a reason code. Decided by another person than the reviewer.',
    example: {
      outcome: 'CONDITIONAL',
      purposes: ['LISTING'],
      conditions: ['仅限在本地数据交易场所挂牌'],
      legalBasis: ['数据产品登记互认'],
      reason: '审查要点等效，权利范围以挂牌为限。',
    },
  },
  appeal: {
    path: 'appeal',
    operationId: 'appealRecognition',
    summary: 'Appeal to the supervisor against a refusal or against conditions (whoever asked)',
    description: 'Once for each decision.',
    example: { statement: '来源审查与本地要求一致，请求重新决定。' },
  },
  decideAppeal: {
    path: 'appeal/decide',
    operationId: 'decideRecognitionAppeal',
    summary: 'Uphold or dismiss an appeal (supervisor)',
    description: 'Where it is upheld another decider decides anew; until then the decision stands.',
    example: { outcome: 'UPHELD', legalBasis: ['数据产品登记互认'], reason: '不予互认的理由不成立' },
  },
};

const stepOperations = (deps: RecognitionsDeps): readonly RoutedOperation[] =>
  (Object.keys(STEPS) as RecognitionStep[]).map((step) => {
    const { path, example, ...words } = STEPS[step];
    return {
      ...writing,
      ...words,
      method: 'post',
      path: `/recognitions/{recognitionNo}/${path}`,
      params: z.object({ recognitionNo }),
      body: { schema: recognitionForms[step], example },
      answers: { 200: { description: 'How the recognition stands now', schema: recognitionAnswerView } },
      refusals: committing,
      handle: takeRecognitionStep(step, deps),
    };
  });

/** /recognitions: what registries of this ledger make of each other's certificates (互认). */
export const recognitionOperations = (deps: RecognitionsDeps): readonly RoutedOperation[] => [
  {
    ...common,
    operationId: 'listRecognitions',
    method: 'get',
    path: '/recognitions',
    summary: 'The recognitions that concern you: asked by you, of your registry, or all for the supervisor',
    query: recognitionsQuery,
    answers: { 200: { description: 'One page of recognitions', schema: pageSchema(recognitionSummary) } },
    refusals: [400],
    handle: listRecognitions(deps),
  },
  {
    tag: 'recognition',
    access: 'public',
    operationId: 'readRecognition',
    method: 'get',
    path: '/recognitions/{recognitionNo}',
    summary: 'One recognition: for everybody what it says, for those whom it concerns the record',
    params: z.object({ recognitionNo }),
    answers: { 200: { description: 'The recognition', schema: recognitionDetail } },
    refusals: [404],
    handle: readRecognition(deps),
  },
  {
    ...writing,
    operationId: 'requestRecognition',
    method: 'post',
    path: '/recognitions',
    summary: 'Ask another registry to recognize a certificate of yours (its applicant or agent)',
    description: 'Any gateway takes the request; the registry that is asked deals with it.',
    body: {
      schema: recognitionForms.request,
      example: { number: 'SJ4112026090001', registry: '91520100DEM0DJ5270', purposes: ['LISTING', 'TRADE'] },
    },
    answers: { 201: { description: 'The recognition that was asked for', schema: recognitionAnswerView } },
    refusals: committing,
    handle: requestRecognition(deps),
  },
  ...stepOperations(deps),
];
