// SPDX-License-Identifier: Apache-2.0
import type { EventData } from './eventData';
import type { Deadline, Person } from './records';
import type { CASE_TYPES } from './vocabulary';

/** Past tense of each command: what happened to a record. */
export const EVENT_TYPES = [
  'institutionFounded',
  'institutionProposed',
  'institutionApproved',
  'endorserProposed',
  'endorserApproved',
  'endorsersAdopted',
  'institutionKeysPut',
  'institutionKeysRevoked',
  'profileProposed',
  'profileApproved',
  'calendarProposed',
  'calendarApproved',
  'beaconTurned',
  'trustListProposed',
  'trustListApproved',
  'interferenceReported',
  'interferenceClosed',
  'recognitionRequested',
  'recognitionVerified',
  'recognitionDecided',
  'recognitionFollowed',
  'recognitionAppealed',
  'recognitionAppealDecided',
  'applicationSubmitted',
  'correctionRequested',
  'correctionSupplied',
  'refusalProposed',
  'applicationRefused',
  'applicationLapsed',
  'acceptanceDeemed',
  'applicationAccepted',
  'reviewerAssigned',
  'reviewerRecused',
  'reviewerReassigned',
  'formalReviewPassed',
  'formalReviewFailed',
  'supplementRequested',
  'supplementSupplied',
  'reviewResumed',
  'applicationTerminated',
  'reviewExtended',
  'agencyAssigned',
  'drawRequested',
  'drawVoided',
  'independenceDeclared',
  'agencyRecused',
  'agencyRelieved',
  'opinionSubmitted',
  'reviewOverdue',
  'applicationRejected',
  'noticePublished',
  'noticeClosed',
  'noticeObjected',
  'objectionReplied',
  'objectionWithdrawn',
  'objectionDecided',
  'objectionsOverdue',
  'amendmentSupplied',
  'noticeFailed',
  'certificateGranted',
  'deadlineRecomputed',
  'applicationWithdrawn',
  'certificateIssued',
  'certificateSuspended',
  'certificateRestored',
  'certificateRevoked',
  'documentServed',
  'serviceAcknowledged',
  'objectionLodged',
  'objectionAnswered',
  'objectionClosed',
  'objectionOverdue',
] as const satisfies readonly (keyof EventData)[];
export type EventType = keyof EventData;

/** What happens to an objection's own record, beside the event of its case: the objector sees the one and not the other. */
export type ObjectionEventType = 'objectionLodged' | 'objectionAnswered' | 'objectionClosed' | 'objectionOverdue';

/** What happens to a case, as opposed to the other records. */
export type CaseEventType = Exclude<
  EventType,
  | 'certificateIssued'
  | 'certificateSuspended'
  | 'certificateRestored'
  | 'certificateRevoked'
  | 'documentServed'
  | 'serviceAcknowledged'
  | ObjectionEventType
  | `${'institution' | 'endorser' | 'profile' | 'calendar' | 'beacon' | 'interference' | 'recognition' | 'trustList'}${string}`
>;

export const RECORD_TYPES = [
  'case',
  'certificate',
  'objection',
  'service',
  'institution',
  'profile',
  'calendar',
  'beacon',
  'interference',
  'recognition',
  'trustList',
] as const;
export type RecordType = (typeof RECORD_TYPES)[number];

/** A document as an event names it: by reference and commitment, never by content. */
export type EventDocument = {
  readonly docId: string;
  readonly type: string;
  readonly mime: string;
  readonly size: number;
  readonly commitment: { readonly sha256: string; readonly sm3: string };
};

/** The envelope of every event on the ledger (domain 3.1). A field that has nothing to say is absent. */
export type EventEnvelope = {
  readonly kind: 'event';
  readonly schemaVersion: number;
  readonly recordType: RecordType;
  readonly recordId: string;
  readonly caseId?: string;
  readonly caseType?: (typeof CASE_TYPES)[number];
  /** Counts from 1 in each record. */
  readonly eventSeq: number;
  /** 64 zeros before the first event. */
  readonly prevEventHash: string;
  /** SHA-256 of the canonical event without this field. */
  readonly eventHash: string;
  readonly actor: Person & { readonly authorityBasis: string };
  readonly txId: string;
  readonly txTime: string;
  readonly state?: string;
  readonly deadlineAt?: string;
  /** The calendar without which the end of the deadline is not known. */
  readonly deadlineAwaits?: string;
  readonly clockState?: 'RUNNING' | 'STOPPED';
  readonly ruleProfileId?: string;
  readonly ruleProfileHash?: string;
  readonly calendarIds?: readonly string[];
  readonly reasonCode?: string;
  readonly legalBasis?: readonly string[];
  readonly docs: readonly EventDocument[];
};

/** An event as it stands on the ledger. `data` is what its kind adds, in the words of the record. */
export type DomainEvent<T extends EventType = EventType> = {
  [K in T]: EventEnvelope & { readonly type: K; readonly data: EventData[K] };
}[T];

/** What a decision says, before the ledger puts it into its envelope. */
export type EventDraft<T extends EventType = EventType> = {
  [K in T]: {
    readonly type: K;
    readonly data: EventData[K];
    readonly recordType: RecordType;
    readonly recordId: string;
    readonly caseId?: string;
    readonly caseType?: (typeof CASE_TYPES)[number];
    readonly state?: string;
    readonly deadline?: Deadline;
    readonly profile?: { readonly profileId: string; readonly hash: string };
    readonly reasonCode?: string;
    readonly legalBasis?: readonly string[];
    readonly docs?: readonly EventDocument[];
    /** On what the actor's authority rests: the article of the rule profile, or an accreditation. */
    readonly authorityBasis: string;
  };
}[T];

export const NO_EVENT_HASH = '0'.repeat(64);
/** The name of the chaincode event; its payload is the canonical JSON of {@link EventPayload}. */
export const CHAINCODE_EVENT = 'registry';
export type EventPayload = {
  readonly events: readonly DomainEvent[];
};
