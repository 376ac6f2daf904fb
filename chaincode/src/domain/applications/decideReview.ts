// SPDX-License-Identifier: Apache-2.0
import { shanghaiDate } from '../../protocol/civilTime';
import { demand } from '../demand';
import { hasLeft, tiesOf } from '../draws/eligible';
import { institutionInForce } from '../institutions/inForce';
import { caseEvent, documentsOf } from './caseEvent';
import type { CaseFacts, Decide } from './facts';
import { unsatisfiedPoints } from './findings';

/** Rows 13 and 20: the three points are formally in order; the profile says whether an agency examines next. */
export const decidePassFormalReview: Decide<'passFormalReview'> = ({ record, command, facts, row }) => {
  const { points, noInterest } = command;
  const unsatisfied = unsatisfiedPoints(points);
  demand(unsatisfied.length === 0, 'POINTS_NOT_SATISFIED', { points: unsatisfied });
  return [caseEvent({ caseId: record.caseId, row, facts }, 'formalReviewPassed', { points, noInterest })];
};

/** Row 18: a formal review that ends with a point not satisfied; what follows is for the decider. */
export const decideFailFormalReview: Decide<'failFormalReview'> = ({ record, command, facts, row }) => {
  const { points, noInterest } = command;
  demand(unsatisfiedPoints(points).length > 0, 'POINTS_ALL_SATISFIED');
  return [caseEvent({ caseId: record.caseId, row, facts }, 'formalReviewFailed', { points, noInterest })];
};

/** The review goes on after its period; that it passed stays on the record. */
export const decideRecordOverdue: Decide<'recordOverdue'> = ({ record, facts, row }) => [
  caseEvent({ caseId: record.caseId, row, facts }, 'reviewOverdue', {}),
];

const agencyInForce = (uscc: string, facts: CaseFacts): { readonly mspId: string; readonly declaredTies: string[] } =>
  institutionInForce(facts.institutions.get(uscc), { uscc, kind: 'AGENCY', day: shanghaiDate(facts.now) });

/** Row 14: an agency in force without a tie to anybody whom the case concerns. */
export const decideAssignAgency: Decide<'assignAgency'> = ({ record, command, facts, row }) => {
  const { agency: uscc, method } = command;
  const { mspId, declaredTies } = agencyInForce(uscc, facts);
  demand(!hasLeft(record, uscc), 'AGENCY_RELIEVED', { agency: uscc });
  const ties = tiesOf(record, { uscc, declaredTies });
  demand(ties.length === 0, 'AGENCY_NOT_INDEPENDENT', { agency: uscc, ties });
  return [caseEvent({ caseId: record.caseId, row, facts }, 'agencyAssigned', { uscc, mspId, method })];
};

/** Row 14: the person at the agency who will examine declares to have no interest. */
export const decideDeclareIndependence: Decide<'declareIndependence'> = ({ record, command, facts, row }) => [
  caseEvent({ caseId: record.caseId, row, facts }, 'independenceDeclared', { statement: command.statement }),
];

/** Row 15: the agency itself may not go on. */
export const decideRecuse: Decide<'recuse'> = ({ record, command, facts, row }) => [
  caseEvent({ caseId: record.caseId, row, facts }, 'agencyRecused', { reason: command.reason }),
];

/** Row 15: registry or supervisor take the case from the agency, with what it has done so far. */
export const decideRelieveAgency: Decide<'relieveAgency'> = ({ record, command, facts, row }) => {
  const { reasonCode, legalBasis, reason } = command;
  const data = { reasonCode, legalBasis, reason };
  return [caseEvent({ caseId: record.caseId, row, facts }, 'agencyRelieved', data, { reasonCode, legalBasis })];
};

/** Row 16: a verdict on each point and each assessment, whatever it is, with the report it rests on. */
export const decideSubmitOpinion: Decide<'submitOpinion'> = ({ record, command, facts, row }) => {
  const { report, points, assessments } = command;
  agencyInForce(record.agency?.uscc ?? '', facts);
  demand(report.type === 'REVIEW_REPORT', 'VALIDATION_FAILED', {
    problems: [{ path: '/report/type', code: 'invalid_value', message: 'must be REVIEW_REPORT' }],
  });
  const docs = documentsOf([report]);
  const data = { report, points, assessments };
  return [caseEvent({ caseId: record.caseId, row, facts }, 'opinionSubmitted', data, { docs })];
};
