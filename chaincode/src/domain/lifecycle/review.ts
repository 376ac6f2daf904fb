// SPDX-License-Identifier: Apache-2.0
import { ROLES } from '../../protocol/identifiers/roles';
import type { CaseState } from '../../protocol/schemas/records';
import { REJECTION_REASONS, RELIEF_REASONS } from '../../protocol/schemas/vocabulary';
import type { Row } from './row';

const REVIEW_STATES = ['ACCEPTED', 'FORMAL_REVIEW', 'SUBSTANTIVE_REVIEW', 'REVIEWED'] as const;

/** A tie that comes to light, or an agency that does not do its work: its opinion is void, another one examines. */
const relief = (state: 'SUBSTANTIVE_REVIEW' | 'REVIEWED'): Row => ({
  row: 15,
  command: 'relieveAgency',
  from: state,
  to: 'SUBSTANTIVE_REVIEW',
  roles: ['decider', 'supervisor'],
  relation: 'OVERSIGHT',
  needs: ['AGENCY_ASSIGNED', 'DUTIES_SEPARATED'],
  event: 'agencyRelieved',
  article: 'assignment',
  reasonCodes: RELIEF_REASONS,
});

/** A review period that passes is no decision: the review goes on, and its registry's default stands on the record. */
const overdue = (state: CaseState): Row => ({
  row: 17,
  command: 'recordOverdue',
  from: state,
  to: state,
  roles: ROLES,
  relation: 'ANYONE',
  needs: ['REVIEW_OVER'],
  event: 'reviewOverdue',
  article: 'assignment',
  closes: 'REVIEW',
});

/** From acceptance to the end of the review. */
export const REVIEW: readonly Row[] = [
  {
    row: 13,
    command: 'passFormalReview',
    from: 'FORMAL_REVIEW',
    to: 'SUBSTANTIVE_REVIEW',
    roles: ['reviewer'],
    relation: 'REGISTRY',
    needs: ['ASSIGNED_REVIEWER', 'DUTIES_SEPARATED'],
    event: 'formalReviewPassed',
    article: 'formalReview',
    branch: 'AGENCY_REVIEW',
  },
  {
    row: 20,
    command: 'passFormalReview',
    from: 'FORMAL_REVIEW',
    to: 'REVIEWED',
    roles: ['reviewer'],
    relation: 'REGISTRY',
    needs: ['ASSIGNED_REVIEWER', 'DUTIES_SEPARATED'],
    event: 'formalReviewPassed',
    article: 'formalReview',
    branch: 'NO_AGENCY_REVIEW',
  },
  {
    row: 18,
    command: 'failFormalReview',
    from: 'FORMAL_REVIEW',
    to: 'REVIEWED',
    roles: ['reviewer'],
    relation: 'REGISTRY',
    needs: ['ASSIGNED_REVIEWER', 'DUTIES_SEPARATED'],
    event: 'formalReviewFailed',
    article: 'formalReview',
  },
  {
    row: 14,
    command: 'assignAgency',
    from: 'SUBSTANTIVE_REVIEW',
    to: 'SUBSTANTIVE_REVIEW',
    roles: ['decider'],
    relation: 'REGISTRY',
    needs: ['NO_AGENCY_YET', 'DUTIES_SEPARATED'],
    event: 'agencyAssigned',
    article: 'assignment',
  },
  {
    row: 14,
    command: 'declareIndependence',
    from: 'SUBSTANTIVE_REVIEW',
    to: 'SUBSTANTIVE_REVIEW',
    roles: ['agency'],
    relation: 'AGENCY',
    needs: ['NOT_YET_DECLARED', 'DUTIES_SEPARATED'],
    event: 'independenceDeclared',
    article: 'substantiveReview',
  },
  {
    row: 15,
    command: 'recuse',
    from: 'SUBSTANTIVE_REVIEW',
    to: 'SUBSTANTIVE_REVIEW',
    roles: ['agency'],
    relation: 'AGENCY',
    needs: ['DUTIES_SEPARATED'],
    event: 'agencyRecused',
    article: 'substantiveReview',
  },
  relief('SUBSTANTIVE_REVIEW'),
  relief('REVIEWED'),
  {
    row: 16,
    command: 'submitOpinion',
    from: 'SUBSTANTIVE_REVIEW',
    to: 'REVIEWED',
    roles: ['agency'],
    relation: 'AGENCY',
    needs: ['DECLARED_INDEPENDENT', 'DUTIES_SEPARATED'],
    event: 'opinionSubmitted',
    article: 'substantiveReview',
  },
  {
    row: 18,
    command: 'reject',
    from: 'REVIEWED',
    to: 'REJECTED',
    roles: ['decider'],
    relation: 'REGISTRY',
    needs: ['DUTIES_SEPARATED'],
    event: 'applicationRejected',
    article: 'rejection',
    closes: 'REVIEW',
    reasonCodes: REJECTION_REASONS,
  },
  ...REVIEW_STATES.map(overdue),
];
