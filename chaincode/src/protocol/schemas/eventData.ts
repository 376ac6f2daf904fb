// SPDX-License-Identifier: Apache-2.0
import type { BeaconRound } from './beacon';
import type { CertificateKeys, CertificateSignatures } from './certificateKeys';
import type { REVOCATION_EFFECTS } from './certificateStatus';
import type { CaseCommand } from './commands';
import type { Filing, MaterialFiling } from './filing';
import type { Institution } from './institution';
import type { ObjectionDecision } from './objectionVocabulary';
import type { RuleProfile } from './profile';
import type {
  AppealOutcome,
  RecognitionDecision,
  RecognitionFollowing,
  RecognitionRecord,
  RecognitionVerification,
} from './recognition';
import type { WorkingCalendar } from './calendar';
import type { Sealed } from './primitives';
import type { TrustList, TrustListSignatures } from './trustList';
import type { Addressee, DocumentKind } from './services';
import type {
  Assessments,
  CaseObjection,
  CaseRecord,
  CertificateContent,
  CertificateRecord,
  ClaimCheck,
  Deadline,
  DrawOutcome,
  DrawRequest,
  Notice,
  NoticeFailure,
  ObjectionClaim,
  ObjectionOutcome,
  ObjectionReply,
  PointFindings,
  ReviewStage,
} from './records';

type Opens = { readonly deadline: Deadline };
/** The review's deadline as the stopped clock leaves it; none where it had passed before. */
type Resumes = { readonly deadline?: Deadline };
/** The deadline that runs once objections are dealt with; none where nothing is left to wait for. */
type Settles = { readonly deadline?: Deadline };
type Failure = Pick<NoticeFailure, 'noticeNo' | 'reasonCode' | 'legalBasis'>;
/** What was found of other claims in the same content; absent where there are none. */
type Compared = { readonly claims?: ClaimCheck };
type Nothing = Readonly<Record<string, never>>;

/** What each kind of event adds to its envelope. A record can be rebuilt from its events alone. */
export type EventData = {
  readonly institutionFounded: {
    readonly institution: Institution;
    readonly hash: string;
    readonly endorsers: readonly string[];
  };
  readonly institutionProposed: {
    readonly institution: Institution;
    readonly hash: string;
    readonly endorsers: readonly string[];
  };
  readonly institutionApproved: { readonly hash: string };
  /** On the supervisor's own record: whose peers are to endorse besides. */
  readonly endorserProposed: { readonly mspId: string };
  /** Whose peers endorse from now on, the newcomer among them. */
  readonly endorserApproved: { readonly mspId: string; readonly endorsers: readonly string[] };
  /** On the record of an institution: whose peers endorse what it opens from now on. */
  readonly endorsersAdopted: { readonly endorsers: readonly string[] };
  readonly institutionKeysPut: { readonly version: number; readonly keys: CertificateKeys };
  readonly institutionKeysRevoked: {
    readonly version: number;
    readonly reasonCode: string;
    readonly compromisedSince?: string;
  };
  readonly profileProposed: { readonly profile: RuleProfile; readonly hash: string };
  readonly profileApproved: { readonly hash: string };
  readonly calendarProposed: { readonly calendar: WorkingCalendar; readonly hash: string };
  readonly calendarApproved: { readonly hash: string };
  /** The round that is secret from now on, and what became of the one before. */
  readonly beaconTurned: { readonly round: number; readonly commitment: string; readonly ended?: BeaconRound };
  readonly trustListProposed: { readonly list: TrustList; readonly hash: string };
  readonly trustListApproved: { readonly hash: string; readonly signatures: TrustListSignatures };
  /** The case stands here and not in the envelope: a report is no event of its case. */
  readonly interferenceReported: { readonly caseId: string; readonly statement: Sealed };
  readonly interferenceClosed: { readonly reason: Sealed };
  readonly recognitionRequested: Pick<RecognitionRecord, 'registry' | 'source' | 'purposes' | 'until'>;
  readonly recognitionVerified: RecognitionVerification;
  readonly recognitionDecided: RecognitionDecision;
  readonly recognitionFollowed: RecognitionFollowing;
  readonly recognitionAppealed: { readonly statement: Sealed };
  readonly recognitionAppealDecided: { readonly outcome: AppealOutcome; readonly reason: Sealed };
  readonly applicationSubmitted: Opens & {
    readonly filing: Filing;
    readonly registry: CaseRecord['registry'];
    readonly profile: CaseRecord['profile'];
    readonly drawOnly?: true;
    readonly receiptNo: string;
  } & Compared;
  readonly correctionRequested: Opens & { readonly items: CaseCommand<'requestCorrection'>['items'] };
  readonly correctionSupplied: Opens & {
    readonly materials: readonly MaterialFiling[];
    readonly fields: CaseCommand<'supplyCorrection'>['fields'];
  } & Compared;
  readonly refusalProposed: {
    readonly reasonCode: string;
    readonly legalBasis: readonly string[];
    readonly reason: Sealed;
  };
  readonly applicationRefused: Nothing;
  readonly applicationLapsed: Nothing;
  /** The day of acceptance that the law gives; it may lie ahead of the event by a weekend or a holiday. */
  readonly acceptanceDeemed: Opens & { readonly acceptedAt: string };
  readonly applicationAccepted: Opens & { readonly checklist: CaseCommand<'accept'>['checklist'] };
  readonly reviewerAssigned: { readonly reviewer: string };
  readonly reviewerRecused: { readonly reason: Sealed };
  readonly reviewerReassigned: { readonly reviewer: string; readonly reasonCode: string; readonly reason: Sealed };
  readonly formalReviewPassed: { readonly points: PointFindings; readonly noInterest: true };
  readonly formalReviewFailed: { readonly points: PointFindings; readonly noInterest: true };
  readonly supplementRequested: Opens & {
    readonly items: CaseCommand<'requestSupplement'>['items'];
    readonly stage: ReviewStage;
  };
  readonly supplementSupplied: Resumes & { readonly materials: readonly MaterialFiling[] };
  readonly reviewResumed: Resumes;
  readonly applicationTerminated: {
    readonly reasonCode: string;
    readonly legalBasis: readonly string[];
    readonly reason: Sealed;
  };
  readonly reviewExtended: Opens & { readonly reasonCode: string; readonly reason: Sealed };
  readonly agencyAssigned: {
    readonly uscc: string;
    readonly mspId: string;
    readonly method: string;
    /** Where the agency was drawn. */
    readonly drawn?: DrawOutcome;
  };
  readonly drawRequested: Omit<DrawRequest, 'requestedAt' | 'requestedBy'>;
  readonly drawVoided: { readonly number: number };
  readonly independenceDeclared: { readonly statement: Sealed };
  readonly agencyRecused: { readonly reason: Sealed };
  readonly agencyRelieved: {
    readonly reasonCode: string;
    readonly legalBasis: readonly string[];
    readonly reason: Sealed;
  };
  readonly opinionSubmitted: {
    readonly report: MaterialFiling;
    readonly points: PointFindings;
    readonly assessments: Assessments;
  };
  readonly reviewOverdue: Nothing;
  readonly applicationRejected: {
    readonly reasonCode: string;
    readonly legalBasis: readonly string[];
    readonly reason: Sealed;
    readonly departure?: Sealed;
  };
  readonly noticePublished: Opens &
    Pick<Notice, 'noticeNo' | 'publishedFields' | 'withheld' | 'snapshotDigest' | 'departure'>;
  readonly noticeClosed: { readonly noticeNo: string };
  /** `deadline` is the objection's own. */
  readonly noticeObjected: Opens & Pick<CaseObjection, 'objectionNo' | 'noticeNo' | 'ground' | 'targetFields'>;
  readonly objectionReplied: { readonly objectionNo: string };
  readonly objectionWithdrawn: Settles & { readonly objectionNo: string };
  readonly objectionDecided: Settles & {
    readonly objectionNo: string;
    readonly decision: ObjectionDecision;
    readonly upheldFields?: readonly string[];
    /** Where the notice fails with it. */
    readonly failure?: Failure;
  };
  readonly objectionsOverdue: { readonly objectionNos: readonly string[] };
  readonly amendmentSupplied: Resumes &
    Compared & {
      readonly materials: readonly MaterialFiling[];
      readonly fields: CaseCommand<'supplyAmendment'>['fields'];
    };
  readonly noticeFailed: { readonly objectionNo: string; readonly failure: Failure };
  readonly certificateGranted: Compared & {
    readonly number: string;
    /** The cases with contradicting claims that the decision has taken into account. */
    readonly conflictsConsidered?: readonly string[];
  };
  /** The calendar that a provisional deadline waited for has been published. */
  readonly deadlineRecomputed: Opens & {
    /** The notice's own deadline, where it stands behind that of an objection. */
    readonly objectedNotice?: Deadline;
  };
  readonly applicationWithdrawn: { readonly reason: Sealed };
  /** On the certificate's own record, in the same transaction. */
  readonly certificateIssued: {
    readonly content: CertificateContent;
    readonly recordDigest: CertificateRecord['recordDigest'];
    readonly signatures?: CertificateSignatures;
  };
  /** Of a decision of the supervisor on a certificate: why, and until when or with which effect. */
  readonly certificateSuspended: { readonly reason: Sealed; readonly until: string };
  readonly certificateRestored: { readonly reason: Sealed };
  readonly certificateRevoked: { readonly reason: Sealed; readonly effect: (typeof REVOCATION_EFFECTS)[number] };
  /** On the record of the service, not of the case: what is served may not get in the way of the procedure. */
  readonly documentServed: {
    readonly documentKind: DocumentKind;
    readonly registry: { readonly uscc: string; readonly mspId: string };
    readonly served: { readonly eventSeq: number; readonly eventHash: string };
    readonly document: Sealed;
    readonly addressees: readonly Addressee[];
  };
  readonly serviceAcknowledged: { readonly party: string };
  /** On the objection's own record, each in the transaction of its case's event. */
  readonly objectionLodged: ObjectionClaim;
  readonly objectionAnswered: Omit<ObjectionReply, 'repliedAt' | 'repliedBy'>;
  readonly objectionClosed: ObjectionOutcome;
  readonly objectionOverdue: Nothing;
};
