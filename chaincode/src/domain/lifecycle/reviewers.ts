// SPDX-License-Identifier: Apache-2.0
import type { CaseState } from '../../protocol/schemas/records';
import { REASSIGNMENT_REASONS } from '../../protocol/schemas/vocabulary';
import type { Row } from './row';

type Stage = 'FORMAL_REVIEW' | 'SUPPLEMENT' | 'SUBSTANTIVE_REVIEW' | 'REVIEWED';
const STAGES: readonly Stage[] = ['FORMAL_REVIEW', 'SUPPLEMENT', 'SUBSTANTIVE_REVIEW', 'REVIEWED'];

/** A formal review by a reviewer who has left is void and done again; evidence asked for stays asked for. */
const withoutReview = (from: Stage): CaseState => (from === 'SUPPLEMENT' ? 'SUPPLEMENT' : 'FORMAL_REVIEW');

const assignment = (from: 'ACCEPTED' | 'FORMAL_REVIEW' | 'SUPPLEMENT'): Row => ({
  row: 9,
  command: 'assignReviewer',
  from,
  to: from === 'SUPPLEMENT' ? 'SUPPLEMENT' : 'FORMAL_REVIEW',
  roles: ['decider'],
  relation: 'REGISTRY',
  needs: ['NO_REVIEWER_YET', 'DUTIES_SEPARATED'],
  event: 'reviewerAssigned',
  article: 'assignment',
});

const recusal = (from: Stage): Row => ({
  row: 9,
  command: 'recuseReviewer',
  from,
  to: withoutReview(from),
  roles: ['reviewer'],
  relation: 'REGISTRY',
  needs: ['ASSIGNED_REVIEWER', 'DUTIES_SEPARATED'],
  event: 'reviewerRecused',
  article: 'assignment',
});

const reassignment = (from: Stage): Row => ({
  row: 9,
  command: 'reassignReviewer',
  from,
  to: withoutReview(from),
  roles: ['decider'],
  relation: 'REGISTRY',
  needs: ['REVIEWER_ASSIGNED', 'DUTIES_SEPARATED'],
  event: 'reviewerReassigned',
  article: 'assignment',
  reasonCodes: REASSIGNMENT_REASONS,
});

/** Who reviews: named by the decider, and replaced where a tie, an absence or a mistyped number demands it. */
export const REVIEWERS: readonly Row[] = [
  ...(['ACCEPTED', 'FORMAL_REVIEW', 'SUPPLEMENT'] as const).map(assignment),
  ...STAGES.map(recusal),
  ...STAGES.map(reassignment),
];
