// SPDX-License-Identifier: Apache-2.0
import type { CaseCommandName } from '../../protocol/schemas/commands';
import type { CaseEventType } from '../../protocol/schemas/events';
import type { ARTICLES } from '../../protocol/schemas/profile';
import type { CaseState, Deadline, Role } from '../../protocol/schemas/records';

/** What the caller must be to the case, beside having a role. */
export type Relation = 'PARTY' | 'REGISTRY' | 'AGENCY' | 'OVERSIGHT' | 'ENROLLED' | 'OBJECTOR' | 'ANYONE';

/** What must hold of the record, the time and the caller; see `../requirements.ts`. */
export type RequirementName =
  | 'WITHIN_ACCEPTANCE'
  | 'WITHIN_CORRECTION'
  | 'WITHIN_NOTICE'
  | 'ACCEPTANCE_OVER'
  | 'CORRECTION_OVER'
  | 'REVIEW_OVER'
  | 'WITHIN_REVIEW'
  | 'REVIEW_NOT_OVER'
  | 'WITHIN_SUPPLEMENT'
  | 'SUPPLEMENT_OVER'
  | 'SUPPLEMENT_MISSED'
  | 'NO_EARLIER_EXTENSION'
  | 'NOTICE_OVER'
  | 'DEADLINE_PROVISIONAL'
  | 'NO_EARLIER_CORRECTION'
  | 'REFUSAL_PROPOSED'
  | 'ASSIGNED_REVIEWER'
  | 'REVIEWER_ASSIGNED'
  | 'NO_REVIEWER_YET'
  | 'AGENCY_ASSIGNED'
  | 'AGENCY_MAY_BE_CHOSEN'
  | 'NO_AGENCY_YET'
  | 'NO_DRAW_PENDING'
  | 'DRAW_REQUESTED'
  | 'NOT_YET_DECLARED'
  | 'DECLARED_INDEPENDENT'
  | 'OBJECTOR_IS_NO_PARTY'
  | 'BEFORE_NOTICE_END'
  | 'OBJECTION_UNANSWERED'
  | 'OBJECTION_OVER'
  | 'WITHIN_AMENDMENT'
  | 'AMENDMENT_OVER'
  | 'DUTIES_SEPARATED';

/** Of several rows for one command in one state, the profile, the case or what is decided tells which one counts. */
export type Branch = 'AGENCY_REVIEW' | 'NO_AGENCY_REVIEW' | 'FORMAL_STAGE' | 'SUBSTANTIVE_STAGE' | ObjectionBranch;

/** What follows once objections, or what they were right about, are dealt with. */
export type ObjectionBranch =
  'FAILURE_TERMINATES' | 'FAILURE_REJECTS' | 'OTHERS_OPEN' | 'TO_BE_AMENDED' | 'NOTICE_RUNS' | 'NOTICE_RAN_OUT';

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
