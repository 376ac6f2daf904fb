// SPDX-License-Identifier: Apache-2.0
import type { DomainEvent, EventEnvelope } from '../../protocol/schemas/events';
import type { RecognitionAppeal, RecognitionRecord, RecognitionState } from '../../protocol/schemas/recognition';
import { SCHEMA_VERSION } from '../../protocol/schemas/records';
import { without } from '../../protocol/without';
import { personOf } from '../applications/applyStep';
import { demand } from '../demand';

export type RecognitionEvent = DomainEvent<
  | 'recognitionRequested'
  | 'recognitionVerified'
  | 'recognitionDecided'
  | 'recognitionFollowed'
  | 'recognitionAppealed'
  | 'recognitionAppealDecided'
>;

const footprint = (event: EventEnvelope): Pick<RecognitionRecord, 'eventSeq' | 'lastEventHash' | 'lastEventAt'> => ({
  eventSeq: event.eventSeq,
  lastEventHash: event.eventHash,
  lastEventAt: event.txTime,
});

const requested = (event: DomainEvent<'recognitionRequested'>): RecognitionRecord => ({
  ...event.data,
  kind: 'recognition',
  schemaVersion: SCHEMA_VERSION,
  recognitionNo: event.recordId,
  state: 'REQUESTED',
  requestedAt: event.txTime,
  requestedBy: personOf(event),
  ...footprint(event),
});

const decided = (event: DomainEvent<'recognitionDecided'>): Partial<RecognitionRecord> => ({
  state: event.data.outcome,
  decision: {
    ...event.data,
    ...(event.reasonCode !== undefined && { reasonCode: event.reasonCode }),
    // Its schema asks for one.
    legalBasis: event.legalBasis as readonly string[],
    decidedAt: event.txTime,
    decidedBy: personOf(event),
  },
});

const appealDecided = (
  record: RecognitionRecord,
  event: DomainEvent<'recognitionAppealDecided'>,
): Partial<RecognitionRecord> => ({
  appeal: {
    // Decided is only what was lodged.
    ...(record.appeal as RecognitionAppeal),
    ...event.data,
    legalBasis: event.legalBasis as readonly string[],
    decidedAt: event.txTime,
    decidedBy: personOf(event),
  },
  ...(event.data.outcome === 'UPHELD' && { reopened: true }),
});

type Change = Exclude<RecognitionEvent, { readonly type: 'recognitionRequested' }>;

const changed = (record: RecognitionRecord, event: Change): Partial<RecognitionRecord> => {
  const [at, by] = [event.txTime, personOf(event)];
  switch (event.type) {
    case 'recognitionVerified':
      return { state: 'VERIFIED', verification: { ...event.data, verifiedAt: at, verifiedBy: by } };
    case 'recognitionDecided':
      return decided(event);
    case 'recognitionFollowed':
      return { state: event.state as RecognitionState, followed: { ...event.data, recordedAt: at } };
    case 'recognitionAppealed':
      return { appeal: { ...event.data, lodgedAt: at, lodgedBy: by } };
    case 'recognitionAppealDecided':
      return appealDecided(record, event);
  }
};

/** A decision made anew takes the place of the one before, and of what had become of that. */
const kept = (record: RecognitionRecord, event: Change): RecognitionRecord =>
  event.type === 'recognitionDecided' ? without(record, ['reopened', 'followed', 'decision']) : record;

/**
 * The recognition as an event leaves it.
 *
 * @param record - undefined before the first event
 * @throws RegistryError UNEXPECTED_STATE for a first event that is none, or a second first one
 */
export const applyToRecognition = (
  record: RecognitionRecord | undefined,
  event: RecognitionEvent,
): RecognitionRecord => {
  if (event.type === 'recognitionRequested') {
    demand(record === undefined, 'UNEXPECTED_STATE', { event: event.type });
    return requested(event);
  }
  demand(record !== undefined, 'UNEXPECTED_STATE', { event: event.type });
  return { ...kept(record, event), ...changed(record, event), ...footprint(event) };
};
