// SPDX-License-Identifier: Apache-2.0
import { commandForms, noticeNo, objectionNo } from '@registry/chaincode/protocol';
import { z } from 'zod';
import { pageSchema } from '../../listing/schemas';
import type { Body, RoutedOperation } from '../../routing/operation';
import type { ObjectionsDeps } from './deps';
import { listObjections, objectionsQuery, readObjection } from './readHandlers';
import { objectionAnswer, objectionDetail, objectionSummary } from './views';
import { raiseObjection, STEP_WORDS, takeObjectionStep } from './writeHandlers';
import type { StepWord } from './writeHandlers';

const tag = 'objections';
const writing = { access: 'session', writes: true, tag } as const;
const reading = { access: 'session', tag } as const;
const committing = [400, 403, 404, 409, 413, 422, 503] as const;

const STEPS: Readonly<Record<StepWord, Body & { readonly summary: string }>> = {
  reply: {
    schema: commandForms.replyToObjection,
    summary: 'Answer an objection, once (applicant or agent)',
    example: {
      position: 'CONTESTS',
      statement: '数据由本公司依约采集，附采集合同。',
      evidence: ['doc-00000000000000000000000000000004'],
    },
  },
  withdraw: {
    schema: commandForms.withdrawObjection,
    summary: 'Withdraw an objection (its objector)',
    example: { reason: '双方已达成一致' },
  },
  decide: {
    schema: commandForms.decideObjection,
    summary: 'Uphold an objection, uphold it in part, or dismiss it (decider)',
    example: {
      decision: 'PART',
      reasonCode: 'OB-PART',
      legalBasis: ['异议处理'],
      reason: '概述与样例不符，其余部分不成立。',
      upheldFields: ['/product/dataSummary'],
    },
  },
};

const reads = (deps: ObjectionsDeps): readonly RoutedOperation[] => [
  {
    ...reading,
    operationId: 'listObjections',
    method: 'get',
    path: '/objections',
    summary: 'The objections that you see',
    description: 'An objector sees the own ones, parties and registry those of their cases, the supervisor all.',
    query: objectionsQuery,
    answers: { 200: { description: 'One page of objections', schema: pageSchema(objectionSummary) } },
    refusals: [400],
    handle: listObjections(deps),
  },
  {
    ...reading,
    operationId: 'readObjection',
    method: 'get',
    path: '/objections/{objectionNo}',
    summary: 'One objection, with the reply and the decision, and what you may do on it now',
    description: 'For its objector, the parties and the registry of the case the sealed values are opened.',
    params: z.object({ objectionNo }),
    answers: { 200: { description: 'The objection', schema: objectionDetail } },
    refusals: [404, 503],
    handle: readObjection(deps),
  },
];

const writes = (deps: ObjectionsDeps): readonly RoutedOperation[] => [
  {
    ...writing,
    operationId: 'raiseObjection',
    method: 'post',
    path: '/notices/{noticeNo}/objections',
    summary: 'Object to what a notice publishes, before it ends',
    description:
      'By real name, at the registry that published the notice, and by somebody other than its applicant. Hand in the ' +
      'evidence first (POST /materials). Name, contact, interest and reason are sealed before anything goes on the ledger.',
    params: z.object({ noticeNo }),
    body: {
      schema: commandForms.raiseObjection,
      example: {
        standing: 'INTERESTED_PARTY',
        ground: 'OWNERSHIP',
        targetFields: ['/product/dataSummary', '/product/sources'],
        objectorName: '郑州示例数据服务有限公司',
        contact: '0371-00000000',
        interest: '公示的数据由本公司采集',
        reason: '来源描述与事实不符，附采集日志。',
        evidence: ['doc-00000000000000000000000000000003'],
      },
    },
    answers: { 201: { description: 'The objection that was raised', schema: objectionAnswer } },
    refusals: committing,
    handle: raiseObjection(deps),
  },
  {
    ...writing,
    operationId: 'takeObjectionStep',
    method: 'post',
    path: '/objections/{objectionNo}/{step}',
    summary: 'Deal with an objection',
    description: 'Whether it may be done now, and by you, the ledger decides; 409 says why not.',
    params: z.object({ objectionNo, step: z.enum(STEP_WORDS) }),
    variants: STEPS,
    answers: { 200: { description: 'How the objection and its case stand now', schema: objectionAnswer } },
    refusals: committing,
    handle: takeObjectionStep(deps),
  },
];

/** /objections, and raising one at a notice. */
export const objectionOperations = (deps: ObjectionsDeps): readonly RoutedOperation[] => [
  ...reads(deps),
  ...writes(deps),
];
