// SPDX-License-Identifier: Apache-2.0
import type { CaseObjection, CaseRecord, Deadline } from '../../protocol/schemas/records';

/** The objections of a case that nobody has decided or withdrawn, in the order in which they were raised. */
export const openObjections = ({ objections = [] }: Pick<CaseRecord, 'objections'>): CaseObjection[] =>
  objections.filter(({ status }) => status === 'OPEN');

/**
 * The next deadline for a decision. Objections of a case are raised one after another under one profile, so the first
 * one open that is not overdue is the first one due.
 */
export const nextObjectionDeadline = (record: Pick<CaseRecord, 'objections'>): Deadline | undefined =>
  openObjections(record).find(({ overdueSince }) => overdueSince === undefined)?.deadline;

type Contested = Pick<CaseRecord, 'objections' | 'notices'>;

/** The objections to the last notice that were right about some of its fields. */
export const upheldInPart = ({ objections = [], notices }: Contested): CaseObjection[] => {
  const noticeNo = notices.at(-1)?.noticeNo;
  return objections.filter((one) => one.noticeNo === noticeNo && one.status === 'PART');
};

/** The fields in which objections to the last notice were upheld in part, each once. */
export const fieldsToAmend = (record: Contested): string[] => [
  ...new Set(upheldInPart(record).flatMap(({ upheldFields = [] }) => upheldFields)),
];

/** The objections of a case whose next deadline has been counted anew. */
export const recountedObjections = (
  { objections }: Pick<CaseRecord, 'objections'>,
  deadline: Deadline,
): Pick<CaseRecord, 'objections'> => {
  if (objections === undefined || deadline.name !== 'OBJECTION') return {};
  const recounted = (one: CaseObjection): CaseObjection =>
    one.deadline.startedAt === deadline.startedAt ? { ...one, deadline } : one;
  return { objections: objections.map(recounted) };
};
