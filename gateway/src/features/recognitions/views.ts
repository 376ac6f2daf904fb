// SPDX-License-Identifier: Apache-2.0
import {
  RECOGNITION_CAUSES,
  RECOGNITION_CHECKS,
  RECOGNITION_OUTCOMES,
  RECOGNITION_PURPOSES,
  RECOGNITION_STATES,
} from '@registry/chaincode/protocol';
import { z } from 'zod';
import type { RecognitionRow } from './read';

const purposes = z.array(z.enum(RECOGNITION_PURPOSES)).describe('What it is asked for, or recognized for. 互认用途');
const check = z.object({ check: z.enum(RECOGNITION_CHECKS), passed: z.boolean() });

/** What everybody may know of a recognition: who relies on what, for which purposes, under which conditions, until when. */
export const recognitionSummary = z.object({
  recognitionNo: z.string().describe('Number of the recognition, from its request on'),
  state: z.enum(RECOGNITION_STATES),
  number: z.string().describe('The certificate, by its national number. 登记编号'),
  registry: z.object({ uscc: z.string(), name: z.string() }).describe('The registry that was asked. 互认登记机构'),
  source: z.object({ uscc: z.string(), name: z.string() }).describe('The registry that granted it. 颁证登记机构'),
  purposes,
  conditions: z.array(z.string()),
  localNo: z.string().optional().describe('The number under which it is recognized. 互认编号'),
  outcome: z.enum(RECOGNITION_OUTCOMES).optional(),
  reasonCode: z.string().optional(),
  legalBasis: z.array(z.string()).optional(),
  checks: z.array(check).optional().describe('What was checked of the certificate when it was decided'),
  validTo: z.string().optional(),
  followed: z
    .object({
      cause: z.enum(RECOGNITION_CAUSES),
      since: z.string(),
      recordedAt: z.string(),
      propagationMs: z.int().describe('Milliseconds from the cause until the ledger said what follows from it'),
    })
    .optional()
    .describe('What last became of it through its source or by time'),
  requestedAt: z.string(),
  decidedAt: z.string().optional(),
});
export type RecognitionSummary = z.infer<typeof recognitionSummary>;

export const recognitionDetail = z.object({
  summary: recognitionSummary,
  record: z.unknown().optional().describe('The record with its words, for those whom it concerns'),
  possible: z.array(z.string()).describe('The steps that its state allows, whoever may take them'),
  transactionId: z.string(),
  blockNumber: z.int(),
  blockHeight: z.int(),
});

export const recognitionAnswerView = z.object({
  recognitionNo: z.string(),
  state: z.enum(RECOGNITION_STATES),
  localNo: z.string().optional(),
  eventSeq: z.int(),
  eventHash: z.string(),
  transactionId: z.string(),
  blockNumber: z.int(),
});

type Decision = NonNullable<RecognitionRow['record']['decision']>;

const decisionView = (decision: Decision): Partial<RecognitionSummary> => {
  const { outcome, purposes: recognized, conditions, localNo, reasonCode, validTo } = decision;
  return {
    ...(outcome !== 'REFUSED' && { purposes: [...recognized] }),
    conditions: [...conditions],
    outcome,
    ...(localNo !== undefined && { localNo }),
    ...(reasonCode !== undefined && { reasonCode }),
    legalBasis: [...decision.legalBasis],
    checks: [...decision.checks],
    ...(validTo !== undefined && { validTo }),
    decidedAt: decision.decidedAt,
  };
};

const followedView = ({ followed }: RecognitionRow['record']): Partial<RecognitionSummary> => {
  if (followed === undefined) return {};
  const { cause, since, recordedAt, propagationMs } = followed;
  return { followed: { cause, since, recordedAt, propagationMs } };
};

export const viewRecognition = ({ record }: RecognitionRow): RecognitionSummary => ({
  recognitionNo: record.recognitionNo,
  state: record.state,
  number: record.source.number,
  registry: { uscc: record.registry.uscc, name: record.registry.name },
  source: { ...record.source.registry },
  purposes: [...record.purposes],
  conditions: [],
  requestedAt: record.requestedAt,
  ...(record.decision !== undefined && decisionView(record.decision)),
  ...followedView(record),
});
