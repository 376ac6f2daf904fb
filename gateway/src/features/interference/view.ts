// SPDX-License-Identifier: Apache-2.0
import { INTERFERENCE_FINDINGS, INTERFERENCE_REASONS } from '@registry/chaincode/protocol';
import type { JsonValue } from '@registry/chaincode/protocol';
import { z } from 'zod';
import type { FoundReport } from './readReports';

const person = z.object({ mspId: z.string(), role: z.string(), staffNo: z.string().optional() });
const words = z.unknown().describe('In the clear where this gateway holds it, otherwise its commitment');

export const reportView = z.object({
  reportId: z.string().describe('Number of the report'),
  caseId: z.string(),
  status: z.enum(['OPEN', 'CLOSED']),
  reasonCode: z.enum(INTERFERENCE_REASONS),
  statement: words,
  reportedAt: z.string().describe('The instant (UTC) of the report'),
  reportedBy: person.describe('Who reported'),
  closing: z
    .object({ finding: z.enum(INTERFERENCE_FINDINGS), reason: words, closedAt: z.string() })
    .optional()
    .describe('What the supervisor found'),
});
export type ReportView = z.infer<typeof reportView>;

export const reportAnswer = z.object({
  reportId: z.string(),
  status: z.enum(['OPEN', 'CLOSED']),
  eventSeq: z.int(),
  eventHash: z.string(),
  transactionId: z.string(),
  blockNumber: z.int(),
});

type Closing = { readonly closing?: NonNullable<ReportView['closing']> };

const closingOf = ({ closed }: FoundReport): Closing => {
  if (closed === undefined) return {};
  const finding = closed.reasonCode as (typeof INTERFERENCE_FINDINGS)[number];
  return { closing: { finding, reason: closed.data.reason, closedAt: closed.txTime } };
};

/** A report as it stands, its words still sealed. */
export const viewReport = (report: FoundReport): ReportView & JsonValue => {
  const { recordId: reportId, data, actor, txTime: reportedAt, reasonCode } = report.reported;
  const { mspId, role, staffNo } = actor;
  return {
    reportId,
    caseId: data.caseId,
    status: report.closed === undefined ? 'OPEN' : 'CLOSED',
    reasonCode: reasonCode as (typeof INTERFERENCE_REASONS)[number],
    statement: data.statement,
    reportedAt,
    reportedBy: { mspId, role, ...(staffNo !== undefined && { staffNo }) },
    ...closingOf(report),
  } as ReportView & JsonValue;
};
