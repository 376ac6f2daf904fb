// SPDX-License-Identifier: Apache-2.0
import type { CaseCommandName } from '../protocol/schemas/commands';
import type { CaseEventType } from '../protocol/schemas/events';
import type { ARTICLES } from '../protocol/schemas/profile';
import type { CaseState, Deadline, Role } from '../protocol/schemas/records';
import { REFUSAL_REASONS } from '../protocol/schemas/vocabulary';

/** What the caller must be to the case, beside having a role. */
export type Relation = 'PARTY' | 'REGISTRY' | 'AGENCY' | 'ANYONE';

/** What must hold of the record, the time and the caller; see `requirements.ts`. */
export type RequirementName =
  | 'WITHIN_ACCEPTANCE'
  | 'WITHIN_CORRECTION'
  | 'NOTICE_OVER'
  | 'NO_EARLIER_CORRECTION'
  | 'REFUSAL_PROPOSED'
  | 'ASSIGNED_REVIEWER'
  | 'NO_AGENCY_YET'
  | 'NOT_YET_DECLARED'
  | 'DECLARED_INDEPENDENT'
  | 'DUTIES_SEPARATED';

/** Of two rows for one command in one state, the profile decides which one counts. */
export type Branch = 'AGENCY_REVIEW' | 'NO_AGENCY_REVIEW';

/** One step of the procedure: role × state × command → next state. */
export interface Row {
  /** The row of the state machine in the trade's own terms (domain, section 4). */
  readonly row: number;
  readonly command: CaseCommandName;
  /** `NONE` before there is a case. */
  readonly from: CaseState | 'NONE';
  readonly to: CaseState;
  readonly roles: readonly Role[];
  readonly relation: Relation;
  readonly needs: readonly RequirementName[];
  readonly event: CaseEventType;
  /** The article of the profile on which the step rests. */
  readonly article: (typeof ARTICLES)[number];
  readonly branch?: Branch;
  readonly opens?: Deadline['name'];
  readonly closes?: Deadline['name'];
  readonly reasonCodes?: readonly string[];
}

const PARTIES = ['applicant', 'agent'] as const;
const PEOPLE = [...PARTIES, 'acceptance', 'reviewer', 'decider', 'agency', 'supervisor', 'judicial', 'clock'] as const;

/** The procedure as data. Everything else looks things up here. */
export const LIFECYCLE: readonly Row[] = [
  {
    row: 1,
    command: 'submit',
    from: 'NONE',
    to: 'SUBMITTED',
    roles: PARTIES,
    relation: 'PARTY',
    needs: [],
    event: 'applicationSubmitted',
    article: 'application',
    opens: 'ACCEPTANCE',
  },
  {
    row: 3,
    command: 'requestCorrection',
    from: 'SUBMITTED',
    to: 'CORRECTION',
    roles: ['acceptance'],
    relation: 'REGISTRY',
    needs: ['DUTIES_SEPARATED', 'NO_EARLIER_CORRECTION', 'WITHIN_ACCEPTANCE'],
    event: 'correctionRequested',
    article: 'correction',
    closes: 'ACCEPTANCE',
    opens: 'CORRECTION',
  },
  {
    row: 4,
    command: 'supplyCorrection',
    from: 'CORRECTION',
    to: 'SUBMITTED',
    roles: PARTIES,
    relation: 'PARTY',
    needs: ['WITHIN_CORRECTION'],
    event: 'correctionSupplied',
    article: 'correction',
    closes: 'CORRECTION',
    opens: 'ACCEPTANCE',
  },
  {
    row: 6,
    command: 'proposeRefusal',
    from: 'SUBMITTED',
    to: 'SUBMITTED',
    roles: ['acceptance'],
    relation: 'REGISTRY',
    needs: ['DUTIES_SEPARATED', 'WITHIN_ACCEPTANCE'],
    event: 'refusalProposed',
    article: 'refusal',
    reasonCodes: REFUSAL_REASONS,
  },
  {
    row: 6,
    command: 'refuse',
    from: 'SUBMITTED',
    to: 'NOT_ACCEPTED',
    roles: ['decider'],
    relation: 'REGISTRY',
    needs: ['REFUSAL_PROPOSED', 'DUTIES_SEPARATED', 'WITHIN_ACCEPTANCE'],
    event: 'applicationRefused',
    article: 'refusal',
    closes: 'ACCEPTANCE',
    reasonCodes: REFUSAL_REASONS,
  },
  {
    row: 7,
    command: 'accept',
    from: 'SUBMITTED',
    to: 'ACCEPTED',
    roles: ['acceptance'],
    relation: 'REGISTRY',
    needs: ['DUTIES_SEPARATED', 'WITHIN_ACCEPTANCE'],
    event: 'applicationAccepted',
    article: 'acceptance',
    closes: 'ACCEPTANCE',
    opens: 'REVIEW',
  },
  {
    row: 9,
    command: 'assignReviewer',
    from: 'ACCEPTED',
    to: 'FORMAL_REVIEW',
    roles: ['decider'],
    relation: 'REGISTRY',
    needs: ['DUTIES_SEPARATED'],
    event: 'reviewerAssigned',
    article: 'assignment',
  },
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
    row: 19,
    command: 'publishNotice',
    from: 'REVIEWED',
    to: 'NOTICE',
    roles: ['decider'],
    relation: 'REGISTRY',
    needs: ['DUTIES_SEPARATED'],
    event: 'noticePublished',
    article: 'notice',
    closes: 'REVIEW',
    opens: 'NOTICE',
  },
  {
    row: 26,
    command: 'closeNotice',
    from: 'NOTICE',
    to: 'READY',
    roles: PEOPLE,
    relation: 'ANYONE',
    needs: ['NOTICE_OVER'],
    event: 'noticeClosed',
    article: 'notice',
    closes: 'NOTICE',
  },
  {
    row: 27,
    command: 'grant',
    from: 'READY',
    to: 'REGISTERED',
    roles: ['decider'],
    relation: 'REGISTRY',
    needs: ['DUTIES_SEPARATED'],
    event: 'certificateGranted',
    article: 'attestation',
  },
];

/** States in which the procedure has ended. */
export const FINAL_STATES: readonly CaseState[] = ['NOT_ACCEPTED', 'REGISTERED'];
