// SPDX-License-Identifier: Apache-2.0
import type { JsonValue } from '../canonicalJson';
import type { ROLES } from '../identifiers/roles';
import type { CaseCommand, CaseCommandName } from './commands';
import type { Filing, MaterialFiling } from './filing';
import type { Institution } from './institution';
import type { RuleProfile } from './profile';
import type { WorkingCalendar } from './calendar';
import type { Sealed } from './primitives';
import type { CASE_TYPES, CERTIFICATE_STATUSES, RIGHT_TYPES } from './vocabulary';

export const SCHEMA_VERSION = 1;

/** The states of an initial registration (domain section 4). Step by step more rows of the table reach more of them. */
export const CASE_STATES = [
  'SUBMITTED',
  'CORRECTION',
  'LAPSED',
  'NOT_ACCEPTED',
  'ACCEPTED',
  'FORMAL_REVIEW',
  'SUPPLEMENT',
  'SUBSTANTIVE_REVIEW',
  'TERMINATED',
  'REVIEWED',
  'REJECTED',
  'NOTICE',
  'READY',
  'REGISTERED',
  'WITHDRAWN',
] as const;
export type CaseState = (typeof CASE_STATES)[number];
export type Role = (typeof ROLES)[number];

/** A person at work, as the ledger may name one: never by name. */
export type Person = {
  readonly mspId: string;
  /** MSP id and SHA-256 of the public key: one per key pair. */
  readonly identityKey: string;
  readonly role: Role;
  readonly staffNo?: string;
  readonly uscc?: string;
};

/** A time limit that runs on a case. `at` is the instant at which it has passed. */
export type Deadline = {
  readonly name: 'ACCEPTANCE' | 'CORRECTION' | 'REVIEW' | 'SUPPLEMENT' | 'NOTICE';
  readonly startedAt: string;
  readonly at: string;
  /** The last civil day in Asia/Shanghai; absent where a test-only profile counts seconds. */
  readonly lastDay?: string;
  readonly calendarIds: readonly string[];
};

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

export type Notice = {
  readonly noticeNo: string;
  readonly startedAt: string;
  readonly endsAt: string;
  readonly lastDay?: string;
  readonly publishedFields: readonly { readonly path: string; readonly value: JsonValue }[];
  readonly withheld: readonly { readonly path: string; readonly reason: Sealed }[];
  /** SHA-256 of the canonical published fields. */
  readonly snapshotDigest: string;
  readonly approvedBy: Person;
  readonly closedAt?: string;
};

/** What a negative decision rests on. */
type Grounds = { readonly reasonCode: string; readonly legalBasis: readonly string[]; readonly reason: Sealed };

/** An agency's part in a case. */
export type AgencyReview = {
  readonly uscc: string;
  readonly mspId: string;
  readonly method: string;
  readonly assignedAt: string;
  readonly assignedBy: Person;
  readonly independence?: { readonly statement: Sealed; readonly declaredAt: string; readonly declaredBy: Person };
  readonly opinion?: {
    readonly report: MaterialFiling;
    readonly points: PointFindings;
    readonly submittedAt: string;
    readonly submittedBy: Person;
  };
};

export type FormerAgency = AgencyReview & {
  readonly relief: { readonly reasonCode?: string; readonly reason: Sealed; readonly at: string; readonly by: Person };
};

/** The procedure of one registration, as its last event left it. */
export type CaseRecord = {
  readonly kind: 'case';
  readonly schemaVersion: number;
  readonly caseId: string;
  readonly caseType: (typeof CASE_TYPES)[number];
  readonly state: CaseState;
  readonly registry: { readonly uscc: string; readonly mspId: string; readonly registryCode: string };
  readonly profile: { readonly profileId: string; readonly hash: string; readonly testOnly: boolean };
  readonly filing: Filing;
  readonly receiptNo: string;
  readonly submittedAt: string;
  readonly submittedBy: Person;
  readonly deadline?: Deadline;
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
  readonly lapse?: { readonly lapsedAt: string; readonly statedBy: Person };
  readonly acceptance?: {
    readonly acceptedAt: string;
    readonly acceptedBy?: Person;
    readonly checklist?: CaseCommand<'accept'>['checklist'];
    /** By silence: nobody decided, somebody stated that the period had passed. */
    readonly deemed?: { readonly statedAt: string; readonly statedBy: Person };
  };
  readonly reviewer?: { readonly staffNo: string; readonly assignedAt: string; readonly assignedBy: Person };
  readonly formalReview?: {
    readonly points: PointFindings;
    /** The reviewer's declaration to have no interest in the case. */
    readonly noInterest: true;
    readonly reviewedAt: string;
    readonly reviewedBy: Person;
  };
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
  readonly certificateNumber?: string;
  readonly eventSeq: number;
  readonly lastEventHash: string;
  readonly lastEventAt: string;
};

/** The registered right, apart from the procedure that led to it. Its status at a time is derived, never only stored. */
export type CertificateRecord = {
  readonly kind: 'certificate';
  readonly schemaVersion: number;
  readonly number: string;
  readonly version: number;
  readonly caseId: string;
  readonly status: (typeof CERTIFICATE_STATUSES)[number];
  readonly registry: {
    readonly uscc: string;
    readonly name: string;
    readonly registryCode: string;
    readonly mspId: string;
  };
  readonly profile: { readonly profileId: string; readonly hash: string; readonly testOnly: boolean };
  readonly dataName: string;
  readonly holders: readonly { readonly name: string | Sealed; readonly idNumber: string | Sealed }[];
  readonly productForm: string;
  readonly rights: readonly {
    readonly rightType: (typeof RIGHT_TYPES)[number];
    readonly exclusivity: string;
    readonly holderName: string | Sealed;
    readonly holderUscc?: string;
    readonly term: { readonly from: string; readonly to?: string };
  }[];
  readonly content: Filing['product']['content'];
  readonly attestedAt: string;
  readonly validFrom: string;
  /** Last civil day of validity, until 24:00 Asia/Shanghai. */
  readonly validTo: string;
  /** The instant at which validity has ended. */
  readonly validUntil: string;
  readonly grantedBy: Person;
  /** Digests of what the certificate says ({@link CertificateContent}): what a paper is compared with. */
  readonly recordDigest: { readonly sha256: string; readonly sm3: string };
  readonly eventSeq: number;
  readonly lastEventHash: string;
  readonly lastEventAt: string;
};

/** What a certificate says: all of its record but its status, its digests and its place in the chain of events. */
export type CertificateContent = Omit<
  CertificateRecord,
  'status' | 'recordDigest' | 'eventSeq' | 'lastEventHash' | 'lastEventAt'
>;

type Approvable = {
  readonly schemaVersion: number;
  readonly hash: string;
  readonly approval: 'PROPOSED' | 'APPROVED';
  readonly proposedBy: Person;
  readonly approvedBy?: Person;
  readonly eventSeq: number;
  readonly lastEventHash: string;
  readonly lastEventAt: string;
};

export type InstitutionRecord = Approvable & {
  readonly kind: 'institution';
  readonly institution: Institution;
  readonly status: 'ACTIVE' | 'LIMITED' | 'SUSPENDED' | 'EXITING' | 'EXITED';
  /** Whose peers endorse, as the register was founded; repeated here so that a new case needs one read less. */
  readonly endorsers: readonly string[];
};

export type ProfileRecord = Approvable & {
  readonly kind: 'profile';
  readonly profile: RuleProfile;
};

export type CalendarRecord = Approvable & {
  readonly kind: 'calendar';
  readonly calendar: WorkingCalendar;
};

export type LedgerRecord = CaseRecord | CertificateRecord | InstitutionRecord | ProfileRecord | CalendarRecord;

/** Who supervises this register, and whose peers endorse its records. Written once, by the first transaction. */
export type FoundingRecord = {
  readonly kind: 'founding';
  readonly schemaVersion: number;
  readonly uscc: string;
  readonly mspId: string;
  readonly accreditationNumber: string;
  readonly endorsers: readonly string[];
};

/** What a command on a case answers, and answers again when it is repeated. */
export type CommandAnswer = {
  readonly caseId: string;
  readonly state: CaseState;
  readonly eventSeq: number;
  readonly eventHash: string;
  readonly receiptNo: string;
  readonly noticeNo?: string;
  readonly certificateNumber?: string;
  readonly deadlineAt?: string;
};

export type CaseAnswer = {
  readonly record: CaseRecord;
  /** The commands that the caller may give now. */
  readonly allowed: readonly CaseCommandName[];
};

/** What founding, a proposal or an approval answers, and answers again when it is repeated. */
export type RecordAnswer = {
  readonly recordType: 'institution' | 'profile' | 'calendar';
  readonly recordId: string;
  readonly hash: string;
  readonly approval: 'PROPOSED' | 'APPROVED';
  readonly eventSeq: number;
  readonly eventHash: string;
};
