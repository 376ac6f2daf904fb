// SPDX-License-Identifier: Apache-2.0
import type { Assessments, CaseRecord, PointFindings } from '../../protocol/schemas/records';
import { ASSESSMENTS, REVIEW_POINTS } from '../../protocol/schemas/vocabulary';

/** Points that a review did not find satisfied. */
export const unsatisfiedPoints = (points: PointFindings): string[] =>
  REVIEW_POINTS.filter((point) => points[point].verdict !== 'SATISFIED');

const unsatisfiedAssessments = (assessments: Assessments): string[] =>
  ASSESSMENTS.filter((name) => assessments[name].verdict !== 'SATISFIED');

/** What the reviewer's formal review did not find satisfied. */
export const formalShortcomings = ({ formalReview }: CaseRecord): string[] =>
  formalReview === undefined ? [] : unsatisfiedPoints(formalReview.points);

/** What the last examination found wanting: the agency's where there is one, the registry's own otherwise. */
export const shortcomingsOf = (record: CaseRecord): string[] => {
  const opinion = record.agency?.opinion;
  if (opinion === undefined) return formalShortcomings(record);
  return [...unsatisfiedPoints(opinion.points), ...unsatisfiedAssessments(opinion.assessments)];
};
