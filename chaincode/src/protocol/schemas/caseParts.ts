// SPDX-License-Identifier: Apache-2.0
import type { JsonValue } from '../canonicalJson';
import type { CaseCommand } from './commands';
import type { MaterialFiling } from './filing';
import type { ObjectionGround, ObjectionStatus } from './objectionVocabulary';
import type { Person } from './person';
import type { Sealed } from './primitives';
import type { Period } from './profile';
import type { CLAIM_FLAGS, CLAIM_GRADES, RIGHT_TYPES } from './vocabulary';

/** What happened to the clock of a deadline: it stood still, or it was given more time. */
export type ClockChange =
  { readonly stoppedAt: string; readonly restartedAt: string } | { readonly extendedBy: Period };

/** How far a deadline is counted that reaches beyond the published calendars. */
export type Provisional = {
  readonly countedTo: string;
  /** Working days that lie after it. */
  readonly missing: number;
  /** The calendar without which the count cannot go on. */
  readonly awaits: string;
  /** What happened to the clock meanwhile, which takes effect when the end is known. */
  readonly pending?: readonly ClockChange[];
};

type Counting = {
  readonly name: 'ACCEPTANCE' | 'CORRECTION' | 'REVIEW' | 'SUPPLEMENT' | 'NOTICE' | 'OBJECTION' | 'AMENDMENT';
  readonly startedAt: string;
  /** As the profile set it. */
  readonly period: Period;
  readonly calendarIds: readonly string[];
};

/** `at` is the instant at which it has passed. */
export type SettledDeadline = Counting & {
  readonly at: string;
  /** The last civil day in Asia/Shanghai; absent where a test-only profile counts seconds. */
  readonly lastDay?: string;
  readonly provisional?: never;
};

/** Its end is not known yet: nobody is too late, and nothing follows from its passing, before it is recomputed. */
export type ProvisionalDeadline = Counting & {
  readonly provisional: Provisional;
  readonly at?: never;
  readonly lastDay?: never;
};

/** A time limit that runs on a case. */
export type Deadline = SettledDeadline | ProvisionalDeadline;

/** Where a review stands that asks for evidence. */
export type ReviewStage = 'FORMAL_REVIEW' | 'SUBSTANTIVE_REVIEW';

/** Evidence asked for, and the stop of the review's clock that goes with it. */
export type Supplement = {
  readonly items: CaseCommand<'requestSupplement'>['items'];
  readonly stage: ReviewStage;
  readonly stoppedAt: string;
  readonly requestedBy: Person;
  /** The deadline that stands still; none where it had passed before. */
  readonly review?: Deadline;
  readonly restartedAt?: string;
  readonly outcome?: 'SUPPLIED' | 'NOT_SUPPLIED';
};

export type PointFindings = {
  readonly description: { readonly verdict: string; readonly finding: Sealed };
  readonly source: { readonly verdict: string; readonly finding: Sealed };
  readonly rights: { readonly verdict: string; readonly finding: Sealed };
};

/** What an agency assesses beside the points. */
export type Assessments = {
  readonly applicantCapacity: { readonly verdict: string; readonly finding: Sealed };
  readonly materialValidity: { readonly verdict: string; readonly finding: Sealed };
  readonly sourceLegality: { readonly verdict: string; readonly finding: Sealed };
};

/** A reviewer's part in a case. */
export type Reviewer = { readonly staffNo: string; readonly assignedAt: string; readonly assignedBy: Person };

export type FormalReview = {
  readonly points: PointFindings;
  /** The reviewer's declaration to have no interest in the case. */
  readonly noInterest: true;
  readonly reviewedAt: string;
  readonly reviewedBy: Person;
};

/** Why somebody's part in a case has ended. */
export type Relief = {
  readonly reasonCode?: string;
  readonly reason: Sealed;
  readonly at: string;
  readonly by: Person;
};

export type FormerReviewer = Reviewer & { readonly formalReview?: FormalReview; readonly relief: Relief };

export type Notice = {
  readonly noticeNo: string;
  readonly startedAt: string;
  /** Absent while its end is provisional. */
  readonly endsAt?: string;
  readonly lastDay?: string;
  readonly publishedFields: readonly { readonly path: string; readonly value: JsonValue }[];
  readonly withheld: readonly { readonly path: string; readonly reason: Sealed }[];
  /** SHA-256 of the canonical published fields. */
  readonly snapshotDigest: string;
  readonly approvedBy: Person;
  /** Why it is published against the agency's opinion. */
  readonly departure?: Sealed;
  readonly closedAt?: string;
};

/** An objection as its case keeps it: what the course of the case depends on. Its own record has the rest. */
export type CaseObjection = {
  readonly objectionNo: string;
  readonly noticeNo: string;
  readonly raisedBy: Person;
  readonly ground: ObjectionGround;
  readonly targetFields: readonly string[];
  readonly status: ObjectionStatus;
  /** Until when it is to be decided. */
  readonly deadline: Deadline;
  readonly repliedAt?: string;
  /** The deadline passed before it was decided: its registry's default. */
  readonly overdueSince?: string;
  readonly decidedBy?: Person;
  readonly upheldFields?: readonly string[];
};

/** What an applicant changed because an objection was upheld in part. */
export type Amendment = {
  readonly fields: readonly string[];
  readonly suppliedAt: string;
  readonly suppliedBy: Person;
};

/** Why a notice failed, and with which objection. */
export type NoticeFailure = {
  readonly noticeNo: string;
  readonly objectionNo: string;
  readonly reasonCode: string;
  readonly legalBasis: readonly string[];
  readonly failedAt: string;
  readonly statedBy: Person;
};

/** Another case that claims the same content, and what that means for this one. */
export type ClaimFlag = {
  readonly kind: (typeof CLAIM_FLAGS)[number];
  readonly grade: (typeof CLAIM_GRADES)[number];
  readonly caseId: string;
  /** The registry of the other case, by USCC. */
  readonly registry: string;
  /** Where the other claim is registered. */
  readonly certificateNumber?: string;
  /** The rights of this case that are concerned. */
  readonly rights: readonly (typeof RIGHT_TYPES)[number][];
  /** On what an officer could act, if it is so. */
  readonly reasonCodes?: readonly string[];
};

/** What was found of other claims in the same content when a case was last compared with them. */
export type ClaimCheck = {
  readonly flags: readonly ClaimFlag[];
  /** False where more cases claim the content than were compared. */
  readonly isComplete: boolean;
};

/** What a negative decision rests on. */
export type Grounds = { readonly reasonCode: string; readonly legalBasis: readonly string[]; readonly reason: Sealed };

/** A refusal that was proposed, and then something else was decided or proposed. */
export type FallenRefusal = Grounds & { readonly proposedAt: string; readonly proposedBy: Person };

/** A draw that was asked for: who can be drawn, and which secret of the beacon it waits for. */
export type DrawRequest = {
  /** Which draw of its case. */
  readonly number: number;
  /** USCCs, sorted. */
  readonly candidates: readonly string[];
  /** Absent where the register has no beacon. */
  readonly beacon?: { readonly round: number; readonly commitment: string };
  /** From then on the draw no longer waits for the beacon, but goes by rotation. */
  readonly waitsUntil: string;
  readonly requestedAt: string;
  readonly requestedBy: Person;
};

/** How the lots fell. */
export type DrawOutcome = {
  /** The beacon's value and the seed made with it; absent where the draw went by rotation. */
  readonly value?: string;
  readonly seed?: string;
  /** The agency's place among the candidates. */
  readonly index: number;
  /** Who came before it in the order and might not examine any more. */
  readonly passedOver: readonly string[];
};

/** A draw that has been carried out: enough to do it again, see `recomputeDraw`. */
export type Draw = DrawRequest & DrawOutcome & { readonly drawnBy: Person };

/** An agency's part in a case. */
export type AgencyReview = {
  readonly uscc: string;
  readonly mspId: string;
  readonly method: string;
  readonly draw?: Draw;
  readonly assignedAt: string;
  readonly assignedBy: Person;
  readonly independence?: { readonly statement: Sealed; readonly declaredAt: string; readonly declaredBy: Person };
  readonly opinion?: {
    readonly report: MaterialFiling;
    readonly points: PointFindings;
    readonly assessments: Assessments;
    readonly submittedAt: string;
    readonly submittedBy: Person;
  };
};

export type FormerAgency = AgencyReview & { readonly relief: Relief };
