// SPDX-License-Identifier: Apache-2.0
import {
  CASE_COMMANDS,
  CASE_STATES,
  EVENT_TYPES,
  MATRIX_EVIDENCE,
  RIGHT_BASES,
  RIGHT_TYPES,
  ROLES,
} from '@registry/chaincode/protocol';
import type { CaseCommandName, CaseState, DomainEvent, JsonValue } from '@registry/chaincode/protocol';
import { z } from 'zod';
import type { EventRow, ListedCase } from './readCases';
import type { Sight } from './visibility';

export const caseSummary = z.object({
  caseId: z.string(),
  caseType: z.string(),
  state: z.enum(CASE_STATES),
  registry: z.string(),
  profileId: z.string(),
  dataName: z.string(),
  submittedAt: z.string(),
  lastEventAt: z.string(),
  deadlineAt: z.string().optional(),
  deadlineAwaits: z.string().optional(),
  certificateNumber: z.string().optional(),
  eventSeq: z.int(),
  transactionId: z.string(),
  blockNumber: z.int(),
});

export const viewSummary = (row: ListedCase): z.infer<typeof caseSummary> => ({
  caseId: row.case_id,
  caseType: row.case_type,
  state: row.state as CaseState,
  registry: row.registry_uscc,
  profileId: row.profile_id,
  dataName: row.data_name,
  submittedAt: row.submitted_at,
  lastEventAt: row.last_event_at,
  ...(row.deadline_at === null ? {} : { deadlineAt: row.deadline_at }),
  ...(row.deadline_awaits === null ? {} : { deadlineAwaits: row.deadline_awaits }),
  ...(row.certificate_number === null ? {} : { certificateNumber: row.certificate_number }),
  eventSeq: row.event_seq,
  transactionId: row.transaction_id,
  blockNumber: row.block_number,
});

/** What the matrix of source and right says of one line: for the applicant to see, and for the review to look at. */
const rightAssessment = z.object({
  path: z.string(),
  rightType: z.enum(RIGHT_TYPES),
  isAllowed: z.boolean(),
  bases: z.array(z.enum(RIGHT_BASES)),
  allowed: z.array(z.enum(RIGHT_TYPES)),
  moreWith: z.array(z.enum(MATRIX_EVIDENCE)),
});

export const caseDetail = z.object({
  sight: z.enum(['FULL', 'LEDGER']),
  record: z.looseObject({ kind: z.literal('case'), caseId: z.string(), state: z.enum(CASE_STATES), eventSeq: z.int() }),
  rightsAssessment: z.array(rightAssessment),
  allowed: z.array(z.enum(CASE_COMMANDS as [CaseCommandName, ...CaseCommandName[]])),
  at: z.string().optional(),
  transactionId: z.string(),
  blockNumber: z.int(),
  blockHeight: z.int(),
});

const actorView = z.object({
  mspId: z.string(),
  role: z.enum(ROLES),
  staffNo: z.string().optional(),
  uscc: z.string().optional(),
  authorityBasis: z.string(),
});

export const timelineEntry = z.object({
  type: z.enum(EVENT_TYPES),
  recordType: z.string(),
  recordId: z.string(),
  eventSeq: z.int(),
  at: z.string(),
  actor: actorView,
  state: z.string().optional(),
  deadlineAt: z.string().optional(),
  deadlineAwaits: z.string().optional(),
  reasonCode: z.string().optional(),
  legalBasis: z.array(z.string()).optional(),
  documents: z.array(z.string()),
  eventHash: z.string(),
  prevEventHash: z.string(),
  data: z.unknown(),
  transactionId: z.string(),
  blockNumber: z.int(),
});
export type TimelineEntry = z.infer<typeof timelineEntry>;

const given = <T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };

const viewActor = ({ actor }: DomainEvent): z.infer<typeof actorView> => ({
  mspId: actor.mspId,
  role: actor.role,
  authorityBasis: actor.authorityBasis,
  ...given({ staffNo: actor.staffNo, uscc: actor.uscc }),
});

/** @param data - what the event adds, opened as far as the viewer may see it */
export const viewEvent = ({ event, transaction_id, block_number }: EventRow, data: JsonValue): TimelineEntry => ({
  type: event.type,
  recordType: event.recordType,
  recordId: event.recordId,
  eventSeq: event.eventSeq,
  at: event.txTime,
  actor: viewActor(event),
  ...given({ state: event.state, deadlineAt: event.deadlineAt, deadlineAwaits: event.deadlineAwaits }),
  ...given({ reasonCode: event.reasonCode }),
  ...given({ legalBasis: event.legalBasis === undefined ? undefined : [...event.legalBasis] }),
  documents: event.docs.map(({ docId }) => docId),
  eventHash: event.eventHash,
  prevEventHash: event.prevEventHash,
  data,
  transactionId: transaction_id,
  blockNumber: block_number,
});

/** What a viewer who is not shut out sees. */
export type OpenSight = Exclude<Sight, 'NONE'>;

export const commandAnswer = z.object({
  caseId: z.string(),
  state: z.enum(CASE_STATES),
  eventSeq: z.int(),
  eventHash: z.string(),
  receiptNo: z.string(),
  noticeNo: z.string().optional(),
  certificateNumber: z.string().optional(),
  deadlineAt: z.string().optional(),
  deadlineAwaits: z.string().optional(),
  drawn: z
    .looseObject({ uscc: z.string(), method: z.enum(['DRAW', 'ROTATION']) })
    .optional()
    .describe('After drawAgency: the agency, and the draw with its candidates, value, seed and index'),
  transactionId: z.string(),
  blockNumber: z.int(),
});
