// SPDX-License-Identifier: Apache-2.0
import { demand } from '../demand';
import { mootObjections } from '../objections/objectionEvent';
import { openObjections } from '../objections/openObjections';
import { caseEvent } from './caseEvent';
import type { Decide } from './facts';
import { shortcomingsOf } from './findings';

/** Row 5: what was not corrected in time counts as never applied for. */
export const decideLapse: Decide<'lapse'> = ({ record, facts, row }) => {
  const grounds = { reasonCode: 'LA-CORRECTION', legalBasis: [facts.profile.profile.articles[row.article]] };
  return [caseEvent({ caseId: record.caseId, row, facts }, 'applicationLapsed', {}, grounds)];
};

/** Row 18: a rejection on the merits; one that departs from the findings of the review says why. */
export const decideReject: Decide<'reject'> = ({ record, command, facts, row }) => {
  const { reasonCode, legalBasis, reason, departure } = command;
  const departs = shortcomingsOf(record).length === 0;
  demand(departs === (departure !== undefined), 'DEPARTURE_NOT_EXPLAINED', { departs });
  const data = { reasonCode, legalBasis, reason, ...(departure !== undefined && { departure }) };
  return [caseEvent({ caseId: record.caseId, row, facts }, 'applicationRejected', data, { reasonCode, legalBasis })];
};

/** Rows 2 and 25: the applicant gives the matter up; what was objected to it is settled by that. */
export const decideWithdraw: Decide<'withdraw'> = ({ record, command, facts, row }) => [
  caseEvent({ caseId: record.caseId, row, facts }, 'applicationWithdrawn', { reason: command.reason }),
  ...mootObjections(openObjections(record), { record, facts, row }),
];
