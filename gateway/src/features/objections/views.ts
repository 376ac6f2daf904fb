// SPDX-License-Identifier: Apache-2.0
import { CASE_STATES, OBJECTION_GROUNDS, OBJECTION_STATUSES, OBJECTION_STEPS } from '@registry/chaincode/protocol';
import { z } from 'zod';
import type { ObjectionRow } from './read';

export const objectionSummary = z.object({
  objectionNo: z.string(),
  caseId: z.string(),
  noticeNo: z.string(),
  registry: z.string(),
  status: z.enum(OBJECTION_STATUSES),
  ground: z.enum(OBJECTION_GROUNDS),
  raisedAt: z.string(),
  deadlineAt: z.string().optional(),
  overdue: z.boolean(),
  replied: z.boolean(),
  eventSeq: z.int(),
  transactionId: z.string(),
  blockNumber: z.int(),
});

export const viewSummary = (row: ObjectionRow): z.infer<typeof objectionSummary> => ({
  objectionNo: row.objection_no,
  caseId: row.case_id,
  noticeNo: row.notice_no,
  registry: row.registry_uscc,
  status: row.record.status,
  ground: row.record.ground,
  raisedAt: row.raised_at,
  ...(row.deadline_at !== null && { deadlineAt: row.deadline_at }),
  overdue: row.record.overdue !== undefined,
  replied: row.record.reply !== undefined,
  eventSeq: row.event_seq,
  transactionId: row.transaction_id,
  blockNumber: row.block_number,
});

export const objectionDetail = z.object({
  sight: z.enum(['FULL', 'LEDGER']),
  record: z.looseObject({
    kind: z.literal('objection'),
    objectionNo: z.string(),
    status: z.enum(OBJECTION_STATUSES),
    eventSeq: z.int(),
  }),
  allowed: z.array(z.enum(OBJECTION_STEPS)),
  transactionId: z.string(),
  blockNumber: z.int(),
  blockHeight: z.int(),
});

export const objectionAnswer = z.object({
  objectionNo: z.string(),
  caseId: z.string(),
  noticeNo: z.string(),
  status: z.enum(OBJECTION_STATUSES),
  state: z.enum(CASE_STATES),
  eventSeq: z.int(),
  eventHash: z.string(),
  deadlineAt: z.string().optional(),
  transactionId: z.string(),
  blockNumber: z.int(),
});
