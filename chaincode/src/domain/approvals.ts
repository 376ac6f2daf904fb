// SPDX-License-Identifier: Apache-2.0
import { digestOf } from '../protocol/digest';
import type { JsonInput } from '../protocol/canonicalJson';
import { RegistryError } from '../protocol/errors';
import type { DomainEvent, EventDraft, EventEnvelope, RecordType } from '../protocol/schemas/events';
import { SCHEMA_VERSION } from '../protocol/schemas/records';
import type {
  CalendarRecord,
  FoundingRecord,
  InstitutionRecord,
  Person,
  ProfileRecord,
  TrustListRecord,
} from '../protocol/schemas/records';
import { without } from '../protocol/without';
import { parseInstant } from '../protocol/civilTime';
import { demand } from './demand';
import { isSamePerson } from './people';

/** What the supervisor puts on the ledger, and what two officers must agree on. */
export type ApprovableRecord = InstitutionRecord | ProfileRecord | CalendarRecord | TrustListRecord;

/** What a decision of the supervisor may know. */
export interface SupervisionFacts {
  readonly actor: Person;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly founding: FoundingRecord | undefined;
}

/** The hash that an approval names: of the canonical content that was proposed. */
export const contentHash = (content: JsonInput): string => digestOf(content);

/**
 * The founding record, if the actor is an officer of the supervisor that founded the register.
 *
 * @throws RegistryError REGISTER_NOT_FOUNDED, ACCESS_DENIED
 */
export const supervised = ({ actor, founding }: SupervisionFacts): FoundingRecord => {
  if (founding === undefined) throw new RegistryError('REGISTER_NOT_FOUNDED');
  const isOfficer = actor.role === 'supervisor' && actor.mspId === founding.mspId && actor.uscc === founding.uscc;
  demand(isOfficer, 'ACCESS_DENIED', { role: actor.role });
  return founding;
};

/** @throws RegistryError TIME_BEFORE_LAST_EVENT */
export const assertInOrder = (record: ApprovableRecord, now: number): void => {
  demand(now >= parseInstant(record.lastEventAt), 'TIME_BEFORE_LAST_EVENT', { lastEventAt: record.lastEventAt });
};

/**
 * A proposal may be replaced until it is approved.
 *
 * @throws RegistryError ALREADY_APPROVED, TIME_BEFORE_LAST_EVENT
 */
export const assertOpenToProposal = (record: ApprovableRecord | undefined, now: number): void => {
  if (record === undefined) return;
  assertInOrder(record, now);
  demand(record.approval === 'PROPOSED', 'ALREADY_APPROVED', { hash: record.hash });
};

/**
 * What is approved, if the actor may approve it: proposed by somebody else, and named by its hash.
 *
 * @throws RegistryError NOT_FOUND, TIME_BEFORE_LAST_EVENT, ALREADY_APPROVED, HASH_MISMATCH, DUTIES_NOT_SEPARATED
 */
export const assertApprovable = <R extends ApprovableRecord>(
  record: R | undefined,
  approval: { readonly hash: string; readonly id: string; readonly recordType: RecordType },
  { actor, now }: SupervisionFacts,
): R => {
  if (record === undefined) {
    throw new RegistryError('NOT_FOUND', { recordType: approval.recordType, recordId: approval.id });
  }
  assertInOrder(record, now);
  demand(record.approval === 'PROPOSED', 'ALREADY_APPROVED', { hash: record.hash });
  demand(record.hash === approval.hash, 'HASH_MISMATCH', { current: record.hash, given: approval.hash });
  demand(!isSamePerson(record.proposedBy, actor), 'DUTIES_NOT_SEPARATED', { role: actor.role });
  return record;
};

/** What event and record of the supervisor have in common with all others of their kind. */
export const supervisorEvent = (
  recordType: RecordType,
  recordId: string,
  founding: FoundingRecord,
): Pick<EventDraft, 'recordType' | 'recordId' | 'authorityBasis'> => ({
  recordType,
  recordId,
  authorityBasis: founding.accreditationNumber,
});

/** What of its last event a record keeps. */
export const footprint = (
  event: EventEnvelope,
): Pick<ApprovableRecord, 'eventSeq' | 'lastEventHash' | 'lastEventAt'> => ({
  eventSeq: event.eventSeq,
  lastEventHash: event.eventHash,
  lastEventAt: event.txTime,
});

/** Who of the supervisor acted. */
export const officerOf = (event: EventEnvelope): Person => without(event.actor, ['authorityBasis']);

type Proposed = Pick<
  ApprovableRecord,
  'schemaVersion' | 'hash' | 'approval' | 'proposedBy' | 'eventSeq' | 'lastEventHash' | 'lastEventAt'
>;

/** The common part of a record that has just been proposed. */
export const proposed = (
  event: DomainEvent<
    'institutionFounded' | 'institutionProposed' | 'profileProposed' | 'calendarProposed' | 'trustListProposed'
  >,
): Proposed => ({
  schemaVersion: SCHEMA_VERSION,
  hash: event.data.hash,
  approval: 'PROPOSED',
  proposedBy: officerOf(event),
  ...footprint(event),
});

/** The record as its approval leaves it. */
export const approved = <R extends ApprovableRecord>(record: R, event: EventEnvelope): R => ({
  ...record,
  approval: 'APPROVED',
  approvedBy: officerOf(event),
  ...footprint(event),
});
