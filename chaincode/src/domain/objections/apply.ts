// SPDX-License-Identifier: Apache-2.0
import type { DomainEvent, EventEnvelope, ObjectionEventType } from '../../protocol/schemas/events';
import { SCHEMA_VERSION } from '../../protocol/schemas/records';
import type { ObjectionRecord } from '../../protocol/schemas/records';
import { personOf } from '../applications/applyStep';
import { demand } from '../demand';

export type ObjectionEvent = DomainEvent<ObjectionEventType>;

const footprint = (event: EventEnvelope): Pick<ObjectionRecord, 'eventSeq' | 'lastEventHash' | 'lastEventAt'> => ({
  eventSeq: event.eventSeq,
  lastEventHash: event.eventHash,
  lastEventAt: event.txTime,
});

const lodged = (event: DomainEvent<'objectionLodged'>): ObjectionRecord => ({
  ...event.data,
  kind: 'objection',
  schemaVersion: SCHEMA_VERSION,
  objectionNo: event.recordId,
  status: 'OPEN',
  raisedAt: event.txTime,
  objector: personOf(event),
  ...footprint(event),
});

const changed = (event: Exclude<ObjectionEvent, { readonly type: 'objectionLodged' }>): Partial<ObjectionRecord> => {
  const by = personOf(event);
  switch (event.type) {
    case 'objectionAnswered':
      return { reply: { ...event.data, repliedAt: event.txTime, repliedBy: by } };
    case 'objectionOverdue':
      return { overdue: { statedAt: event.txTime, statedBy: by } };
    case 'objectionClosed':
      return { status: event.data.outcome, closed: { ...event.data, closedAt: event.txTime, closedBy: by } };
  }
};

/**
 * The objection as an event leaves it. Replaying the events of an objection from the first gives its record.
 *
 * @param record - undefined before the first event
 * @throws RegistryError UNEXPECTED_STATE for a first event that is none, or a second first one
 */
export const applyToObjection = (record: ObjectionRecord | undefined, event: ObjectionEvent): ObjectionRecord => {
  if (event.type === 'objectionLodged') {
    demand(record === undefined, 'UNEXPECTED_STATE', { event: event.type });
    return lodged(event);
  }
  demand(record !== undefined, 'UNEXPECTED_STATE', { event: event.type });
  return { ...record, ...changed(event), ...footprint(event) };
};
