// SPDX-License-Identifier: Apache-2.0
import { ROLES } from '../../protocol/identifiers/roles';
import type { ReviewStage } from '../../protocol/schemas/records';
import { EXTENSION_REASONS, TERMINATION_REASONS } from '../../protocol/schemas/vocabulary';
import type { Branch, Row } from './row';

const STAGES: readonly (readonly [Branch, ReviewStage])[] = [
  ['FORMAL_STAGE', 'FORMAL_REVIEW'],
  ['SUBSTANTIVE_STAGE', 'SUBSTANTIVE_REVIEW'],
];

const asked = { to: 'SUPPLEMENT', event: 'supplementRequested', article: 'supplement' } as const;
const REQUESTS: readonly Row[] = [
  {
    row: 10,
    command: 'requestSupplement',
    from: 'FORMAL_REVIEW',
    roles: ['reviewer'],
    relation: 'REGISTRY',
    needs: ['ASSIGNED_REVIEWER', 'REVIEW_NOT_OVER', 'DUTIES_SEPARATED'],
    closes: 'REVIEW',
    opens: 'SUPPLEMENT',
    ...asked,
  },
  {
    row: 10,
    command: 'requestSupplement',
    from: 'SUBSTANTIVE_REVIEW',
    roles: ['agency'],
    relation: 'AGENCY',
    needs: ['DECLARED_INDEPENDENT', 'REVIEW_NOT_OVER', 'DUTIES_SEPARATED'],
    closes: 'REVIEW',
    opens: 'SUPPLEMENT',
    ...asked,
  },
];

const answered = ([branch, to]: readonly [Branch, ReviewStage]): readonly Row[] => [
  {
    row: 11,
    command: 'supplySupplement',
    from: 'SUPPLEMENT',
    to,
    roles: ['applicant', 'agent'],
    relation: 'PARTY',
    needs: ['WITHIN_SUPPLEMENT'],
    event: 'supplementSupplied',
    article: 'supplement',
    branch,
    closes: 'SUPPLEMENT',
    opens: 'REVIEW',
  },
  {
    row: 12,
    command: 'resumeReview',
    from: 'SUPPLEMENT',
    to,
    roles: ROLES,
    relation: 'ANYONE',
    needs: ['SUPPLEMENT_OVER'],
    event: 'reviewResumed',
    article: 'supplement',
    branch,
    closes: 'SUPPLEMENT',
    opens: 'REVIEW',
  },
];

const termination = (from: ReviewStage | 'SUPPLEMENT'): Row => ({
  row: 12,
  command: 'terminate',
  from,
  to: 'TERMINATED',
  roles: ['decider'],
  relation: 'REGISTRY',
  needs: [from === 'SUPPLEMENT' ? 'SUPPLEMENT_OVER' : 'SUPPLEMENT_MISSED', 'DUTIES_SEPARATED'],
  event: 'applicationTerminated',
  article: 'termination',
  closes: from === 'SUPPLEMENT' ? 'SUPPLEMENT' : 'REVIEW',
  reasonCodes: TERMINATION_REASONS,
});

const extension = (state: ReviewStage | 'REVIEWED'): Row => ({
  row: 17,
  command: 'extendReview',
  from: state,
  to: state,
  roles: ['decider'],
  relation: 'REGISTRY',
  needs: ['NO_EARLIER_EXTENSION', 'WITHIN_REVIEW', 'DUTIES_SEPARATED'],
  event: 'reviewExtended',
  article: 'extension',
  opens: 'REVIEW',
  reasonCodes: EXTENSION_REASONS,
});

/** Evidence asked for while a review goes on, during which its clock stands still; and more time for the review. */
export const SUPPLEMENT: readonly Row[] = [
  ...REQUESTS,
  ...STAGES.flatMap(answered),
  ...(['SUPPLEMENT', 'FORMAL_REVIEW', 'SUBSTANTIVE_REVIEW'] as const).map(termination),
  ...(['FORMAL_REVIEW', 'SUBSTANTIVE_REVIEW', 'REVIEWED'] as const).map(extension),
];
