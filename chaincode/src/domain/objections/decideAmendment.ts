// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '../../protocol/canonicalJson';
import type { JsonInput } from '../../protocol/canonicalJson';
import { formatInstant } from '../../protocol/civilTime';
import { resumedDeadline } from '../../protocol/legalTime/clockChanges';
import { calendarsByYear } from '../../protocol/legalTime/workingDays';
import type { CaseCommand } from '../../protocol/schemas/commands';
import { filing as filingSchema } from '../../protocol/schemas/filing';
import type { Filing } from '../../protocol/schemas/filing';
import type { CaseRecord, Deadline } from '../../protocol/schemas/records';
import { validated } from '../../protocol/schemas/validate';
import { amendFiling } from '../applications/amendFiling';
import { caseEvent, documentsOf } from '../applications/caseEvent';
import type { CaseFacts, Decide, Step } from '../applications/facts';
import { assertFileable, documentsOnLedger } from '../applications/filingRules';
import { valueAt, withValueAt } from '../applications/pointer';
import { checkClaims } from '../claims/flags';
import { demand } from '../demand';
import { failureReason } from './failureReason';
import { fieldsToAmend, upheldInPart } from './openObjections';

const isWithin = (field: string, path: string): boolean => path === field || path.startsWith(`${field}/`);

/** Paths that no upheld field covers, that lead nowhere, or that come twice. */
const wrongPaths = (filing: Filing, upheld: readonly string[], paths: readonly string[]): string[] =>
  paths.filter(
    (path, index) =>
      !upheld.some((field) => isWithin(field, path)) ||
      withValueAt(filing, path, null) === undefined ||
      paths.indexOf(path) !== index,
  );

const unchanged = (before: Filing, after: Filing, fields: readonly string[]): string[] =>
  fields.filter(
    (field) => canonicalJson({ value: valueAt(before, field) }) === canonicalJson({ value: valueAt(after, field) }),
  );

/**
 * The filing with an amendment worked in. Whether it still is a filing, the caller must check.
 *
 * @param command - new documents stand beside the earlier ones
 */
export const withAmendment = (
  filing: Filing,
  { materials, fields }: Pick<CaseCommand<'supplyAmendment'>, 'materials' | 'fields'>,
): JsonInput => amendFiling({ ...filing, materials: [...filing.materials, ...materials] }, { materials: [], fields });

const amendedFiling = ({ record, command }: Step<'supplyAmendment'>): Filing => {
  const { filing } = record;
  const upheld = fieldsToAmend(record);
  const notUpheld = wrongPaths(
    filing,
    upheld,
    command.fields.map(({ path }) => path),
  );
  demand(notUpheld.length === 0, 'AMENDMENT_NOT_AS_UPHELD', { notUpheld, upheld });
  const amended = validated(filingSchema, withAmendment(filing, command));
  const missing = unchanged(filing, amended, upheld);
  demand(missing.length === 0, 'AMENDMENT_NOT_AS_UPHELD', { missing, upheld });
  return amended;
};

/** What is left for the review: its clock has stood still since the notice began (N35 art. 28). */
const resumedReview = (record: CaseRecord, { now, calendars }: CaseFacts): { readonly deadline?: Deadline } => {
  if (record.stoppedReview === undefined) return {};
  const { deadline, stoppedAt } = record.stoppedReview;
  const stop = { stoppedAt, restartedAt: formatInstant(now) };
  return { deadline: resumedDeadline(deadline, stop, calendarsByYear(calendars)) };
};

/** Row 23: the applicant changes what the objections were right about; the decider looks at it again. */
export const decideSupplyAmendment: Decide<'supplyAmendment'> = (step) => {
  const { record, command, facts, row } = step;
  const { materials, fields } = command;
  const filing = amendedFiling(step);
  assertFileable(filing, facts, documentsOnLedger(record.filing));
  const claims = checkClaims({ filing, submittedBy: record.submittedBy }, facts.claims, facts.now);
  const clock = resumedReview(record, facts);
  const docs = documentsOf(materials);
  const data = { materials, fields, ...clock, ...(claims !== undefined && { claims }) };
  return [caseEvent({ caseId: record.caseId, row, facts }, 'amendmentSupplied', data, { ...clock, docs })];
};

/** Rows 23 and 24: what was upheld was not amended in time, so the notice has failed. */
export const decideFailNotice: Decide<'failNotice'> = ({ record, facts, row }) => {
  const [upheld] = upheldInPart(record);
  demand(upheld !== undefined, 'UNEXPECTED_STATE', { current: record.state });
  const reasonCode = failureReason(row, upheld.ground);
  const legalBasis = [facts.profile.profile.articles[row.article]];
  const { objectionNo, noticeNo } = upheld;
  const data = { objectionNo, failure: { noticeNo, reasonCode, legalBasis } };
  return [caseEvent({ caseId: record.caseId, row, facts }, 'noticeFailed', data, { reasonCode, legalBasis })];
};
