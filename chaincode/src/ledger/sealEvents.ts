// SPDX-License-Identifier: Apache-2.0
import { formatInstant } from '../protocol/civilTime';
import { eventHashOf } from '../protocol/eventHash';
import { NO_EVENT_HASH } from '../protocol/schemas/events';
import type { DomainEvent, EventDraft, EventEnvelope, EventType } from '../protocol/schemas/events';
import { SCHEMA_VERSION } from '../protocol/schemas/records';
import type { Person } from '../protocol/schemas/records';

/** The last event of a record, to which the next one is chained. */
export interface Head {
  readonly eventSeq: number;
  readonly lastEventHash: string;
}

export interface Sealing {
  readonly actor: Person;
  readonly txId: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Undefined for a record that begins. */
  readonly head: Head | undefined;
}

const deadlineOf = ({
  deadline,
}: EventDraft): Pick<EventEnvelope, 'deadlineAt' | 'deadlineAwaits' | 'clockState' | 'calendarIds'> =>
  deadline === undefined
    ? {}
    : {
        ...(deadline.provisional === undefined
          ? { deadlineAt: deadline.at }
          : { deadlineAwaits: deadline.provisional.awaits }),
        // While an applicant supplies evidence, the clock of the review stands still.
        clockState: deadline.name === 'SUPPLEMENT' ? 'STOPPED' : 'RUNNING',
        calendarIds: deadline.calendarIds,
      };

const contextOf = ({
  caseId,
  caseType,
  state,
  profile,
  reasonCode,
  legalBasis,
}: EventDraft): Partial<EventEnvelope> => ({
  ...(caseId !== undefined && { caseId }),
  ...(caseType !== undefined && { caseType }),
  ...(state !== undefined && { state }),
  ...(profile !== undefined && { ruleProfileId: profile.profileId, ruleProfileHash: profile.hash }),
  ...(reasonCode !== undefined && { reasonCode }),
  ...(legalBasis !== undefined && { legalBasis }),
});

/** Puts a decision into the envelope of domain 3.1 and chains it to the record's last event. */
export const sealEvent = <T extends EventType>(draft: EventDraft<T>, sealing: Sealing): DomainEvent<T> => {
  const { type, data, recordType, recordId, docs = [], authorityBasis } = draft as EventDraft;
  const unhashed = {
    kind: 'event',
    schemaVersion: SCHEMA_VERSION,
    type,
    recordType,
    recordId,
    ...contextOf(draft as EventDraft),
    ...deadlineOf(draft as EventDraft),
    eventSeq: (sealing.head?.eventSeq ?? 0) + 1,
    prevEventHash: sealing.head?.lastEventHash ?? NO_EVENT_HASH,
    actor: { ...sealing.actor, authorityBasis },
    txId: sealing.txId,
    txTime: formatInstant(sealing.now),
    docs,
    data,
  } as Omit<DomainEvent, 'eventHash'>;
  return { ...unhashed, eventHash: eventHashOf(unhashed) } as DomainEvent as DomainEvent<T>;
};
