// SPDX-License-Identifier: Apache-2.0
import type { DomainEvent, EventEnvelope } from '../../protocol/schemas/events';
import type { InterferenceRecord } from '../../protocol/schemas/interference';
import { SCHEMA_VERSION } from '../../protocol/schemas/records';
import { personOf } from '../applications/applyStep';
import { demand } from '../demand';

const footprint = (event: EventEnvelope): Pick<InterferenceRecord, 'eventSeq' | 'lastEventHash' | 'lastEventAt'> => ({
  eventSeq: event.eventSeq,
  lastEventHash: event.eventHash,
  lastEventAt: event.txTime,
});

/** The report as an event leaves it. */
export const applyToInterference = (
  record: InterferenceRecord | undefined,
  event: DomainEvent<'interferenceReported' | 'interferenceClosed'>,
): InterferenceRecord => {
  // Both events carry a code: the decisions write it.
  const reasonCode = event.reasonCode as string;
  if (event.type === 'interferenceReported') {
    const { caseId, statement } = event.data;
    const what = { kind: 'interference', schemaVersion: SCHEMA_VERSION, reportId: event.recordId, caseId } as const;
    const reported = { reasonCode, statement, reportedAt: event.txTime, reportedBy: personOf(event) };
    return { ...what, ...reported, ...footprint(event) };
  }
  demand(record !== undefined, 'NOT_FOUND', { recordType: event.recordType, recordId: event.recordId });
  const { reason } = event.data;
  const closing = { finding: reasonCode, reason, closedAt: event.txTime, closedBy: personOf(event) };
  return { ...record, closing, ...footprint(event) };
};
