// SPDX-License-Identifier: Apache-2.0
import type {
  AgencyReview,
  Amendment,
  CaseObjection,
  ClaimCheck,
  Deadline,
  DrawRequest,
  FallenRefusal,
  FormalReview,
  FormerAgency,
  FormerReviewer,
  Grounds,
  Notice,
  NoticeFailure,
  Reviewer,
  Supplement,
} from './caseParts';
import type { CaseState } from './caseStates';
import type { CaseCommand } from './commands';
import type { Filing } from './filing';
import type { Person } from './person';
import type { Sealed } from './primitives';
import type { CASE_TYPES } from './vocabulary';

/** The procedure of one registration, as its last event left it. */
export type CaseRecord = {
  readonly kind: 'case';
  readonly schemaVersion: number;
  readonly caseId: string;
  readonly caseType: (typeof CASE_TYPES)[number];
  readonly state: CaseState;
  readonly registry: { readonly uscc: string; readonly mspId: string; readonly registryCode: string };
  readonly profile: { readonly profileId: string; readonly hash: string; readonly testOnly: boolean };
  /** Its profile has an agency drawn; nobody may choose one. */
  readonly drawOnly?: true;
  readonly filing: Filing;
  readonly receiptNo: string;
  readonly submittedAt: string;
  readonly submittedBy: Person;
  readonly deadline?: Deadline;
  /** Other claims in the same content, as found at filing, correction or attestation; absent where there are none. */
  readonly claims?: ClaimCheck;
  readonly correction?: {
    readonly items: CaseCommand<'requestCorrection'>['items'];
    readonly requestedAt: string;
    readonly requestedBy: Person;
    readonly suppliedAt?: string;
  };
  readonly refusal?: Grounds & {
    readonly proposedAt: string;
    readonly proposedBy: Person;
    readonly refusedAt?: string;
    readonly refusedBy?: Person;
  };
  /** Refusals that were proposed and did not come about: who proposed one has had a part in the case. */
  readonly fallenRefusals?: readonly FallenRefusal[];
  readonly lapse?: { readonly lapsedAt: string; readonly statedBy: Person };
  readonly acceptance?: {
    readonly acceptedAt: string;
    readonly acceptedBy?: Person;
    readonly checklist?: CaseCommand<'accept'>['checklist'];
    /** By silence: nobody decided, somebody stated that the period had passed. */
    readonly deemed?: { readonly statedAt: string; readonly statedBy: Person };
  };
  readonly reviewer?: Reviewer;
  readonly formalReview?: FormalReview;
  /** Reviewers who review no longer: what they did is void, and stays on the record. */
  readonly formerReviewers?: readonly FormerReviewer[];
  /** A draw that has not been carried out yet. */
  readonly draw?: DrawRequest;
  /** Draws that came to nothing, since nobody of their list might examine any more. */
  readonly voidedDraws?: readonly DrawRequest[];
  /** How many draws there have been. */
  readonly draws?: number;
  readonly agency?: AgencyReview;
  /** Agencies that examine no longer: what they did is void, and stays on the record. */
  readonly formerAgencies?: readonly FormerAgency[];
  /** A review period that passed before the review was completed: its registry's default, for all to see. */
  readonly overdue?: { readonly deadline: Deadline; readonly statedAt: string; readonly statedBy: Person };
  readonly supplements?: readonly Supplement[];
  readonly extension?: {
    readonly reasonCode: string;
    readonly reason: Sealed;
    readonly extendedAt: string;
    readonly extendedBy: Person;
  };
  readonly termination?: Grounds & {
    readonly terminatedAt: string;
    readonly terminatedBy: Person;
  };
  readonly rejection?: Grounds & {
    readonly departure?: Sealed;
    readonly rejectedAt: string;
    readonly rejectedBy: Person;
  };
  readonly withdrawal?: { readonly reason: Sealed; readonly withdrawnAt: string; readonly withdrawnBy: Person };
  readonly notices: readonly Notice[];
  /** The review's deadline, which stands still from the notice on (N35 art. 28). */
  readonly stoppedReview?: { readonly deadline: Deadline; readonly stoppedAt: string };
  readonly objections?: readonly CaseObjection[];
  /** The notice's own deadline while an objection to it is open. */
  readonly objectedNotice?: Deadline;
  readonly amendments?: readonly Amendment[];
  readonly noticeFailure?: NoticeFailure;
  readonly certificateNumber?: string;
  readonly eventSeq: number;
  readonly lastEventHash: string;
  readonly lastEventAt: string;
};
