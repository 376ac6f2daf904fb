// SPDX-License-Identifier: Apache-2.0
import { CASE_STATES } from '@registry/chaincode/protocol';
import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { NoticesTable } from '../../database/readModelTables';

/** A notice with what became of its case. */
export interface NoticeRow extends Selectable<NoticesTable> {
  readonly case_state: string;
  readonly certificate_number: string | null;
  readonly objections: number;
}

export const NOTICE_STATUSES = ['RUNNING', 'OVER'] as const;
export type NoticeStatus = (typeof NOTICE_STATUSES)[number];

/** What the public sees of a notice: the published fields, and which were withheld, never their reasons or persons;
 * of objections, only how many there are. */
export const noticeView = z.object({
  noticeNo: z.string(),
  caseId: z.string(),
  caseState: z.enum(CASE_STATES),
  certificateNumber: z.string().optional(),
  registry: z.string(),
  dataName: z.string(),
  status: z.enum(NOTICE_STATUSES),
  startedAt: z.string(),
  endsAt: z.string().optional(),
  lastDay: z.string().optional(),
  publishedFields: z.array(z.object({ path: z.string(), value: z.unknown() })),
  withheldFields: z.array(z.string()),
  snapshotDigest: z.string(),
  objections: z.int(),
  transactionId: z.string(),
  blockNumber: z.int(),
});

/** The status is derived: a notice is over at its end, whether or not somebody has closed it on the ledger. */
export const noticeStatus = (row: { ends_at: string; closed_at: string | null }, nowInstant: string): NoticeStatus =>
  row.closed_at !== null || row.ends_at <= nowInstant ? 'OVER' : 'RUNNING';

/** @param nowInstant - ISO instant at which the status is asked for */
export const viewNotice = (row: NoticeRow, nowInstant: string): z.infer<typeof noticeView> => ({
  noticeNo: row.notice_no,
  caseId: row.case_id,
  caseState: row.case_state as z.infer<typeof noticeView>['caseState'],
  ...(row.certificate_number === null ? {} : { certificateNumber: row.certificate_number }),
  registry: row.registry_uscc,
  dataName: row.data_name,
  status: noticeStatus(row, nowInstant),
  startedAt: row.started_at,
  ...(row.notice.endsAt === undefined ? {} : { endsAt: row.notice.endsAt }),
  ...(row.notice.lastDay === undefined ? {} : { lastDay: row.notice.lastDay }),
  publishedFields: row.notice.publishedFields.map(({ path, value }) => ({ path, value })),
  withheldFields: row.notice.withheld.map(({ path }) => path),
  snapshotDigest: row.notice.snapshotDigest,
  objections: row.objections,
  transactionId: row.transaction_id,
  blockNumber: row.block_number,
});
