// SPDX-License-Identifier: Apache-2.0
import type { JsonValue } from '../canonicalJson';
import type { Person } from './records';
import type { CASE_TYPES } from './vocabulary';

/** Past tense of each command: what happened to a record. */
export const EVENT_TYPES = [
  'institutionFounded',
  'institutionProposed',
  'institutionApproved',
  'profileProposed',
  'profileApproved',
  'calendarProposed',
  'calendarApproved',
  'applicationSubmitted',
  'correctionRequested',
  'correctionSupplied',
  'refusalProposed',
  'applicationRefused',
  'applicationAccepted',
  'reviewerAssigned',
  'formalReviewPassed',
  'agencyAssigned',
  'independenceDeclared',
  'opinionSubmitted',
  'noticePublished',
  'noticeClosed',
  'certificateGranted',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

export const RECORD_TYPES = ['case', 'certificate', 'institution', 'profile', 'calendar'] as const;
export type RecordType = (typeof RECORD_TYPES)[number];

/** A document as an event names it: by reference and commitment, never by content. */
export interface EventDocument {
  readonly docId: string;
  readonly type: string;
  readonly mime: string;
  readonly size: number;
  readonly commitment: { readonly sha256: string; readonly sm3: string };
}

/** The envelope of every event on the ledger (domain 3.1). A field that has nothing to say is absent. */
export interface DomainEvent {
  readonly kind: 'event';
  readonly schemaVersion: number;
  readonly type: EventType;
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
  readonly clockState?: 'RUNNING' | 'STOPPED';
  readonly ruleProfileId?: string;
  readonly ruleProfileHash?: string;
  readonly calendarIds?: readonly string[];
  readonly reasonCode?: string;
  readonly legalBasis?: readonly string[];
  readonly docs: readonly EventDocument[];
  /** What this kind of event adds, in the words of the record. */
  readonly data: JsonValue;
}

export const NO_EVENT_HASH = '0'.repeat(64);
/** The name of the chaincode event; its payload is the canonical JSON of {@link EventPayload}. */
export const CHAINCODE_EVENT = 'registry';
export interface EventPayload {
  readonly events: readonly DomainEvent[];
}
