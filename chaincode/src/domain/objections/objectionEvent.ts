// SPDX-License-Identifier: Apache-2.0
import type { EventData } from '../../protocol/schemas/eventData';
import type { EventDocument, EventDraft, ObjectionEventType } from '../../protocol/schemas/events';
import type { EvidenceFiling } from '../../protocol/schemas/objectionCommands';
import type { CaseObjection, CaseRecord } from '../../protocol/schemas/records';
import type { ObjectionStatus } from '../../protocol/schemas/objectionVocabulary';
import { caseEvent } from '../applications/caseEvent';
import type { CaseFacts } from '../applications/facts';
import type { Row } from '../lifecycle';

/** The part of a step on a case that the events of its objections need. */
export interface ObjectionStepContext {
  readonly record: CaseRecord;
  readonly facts: CaseFacts;
  readonly row: Row;
}

interface Told<T extends ObjectionEventType> {
  readonly objectionNo: string;
  /** What the objection is from here on. */
  readonly status: ObjectionStatus;
  readonly data: EventData[T];
  readonly extras?: Pick<EventDraft, 'deadline' | 'reasonCode' | 'legalBasis' | 'docs'>;
}

/** An event on an objection's own record, on the authority of the step on its case. */
export const objectionEvent = <T extends ObjectionEventType>(
  { record, facts, row }: ObjectionStepContext,
  type: T,
  { objectionNo, status, data, extras = {} }: Told<T>,
): EventDraft<T> => {
  const event = caseEvent({ caseId: record.caseId, row, facts }, type, data, extras);
  return { ...event, recordType: 'objection', recordId: objectionNo, state: status };
};

/** Evidence as an event names it. */
export const evidenceDocuments = (evidence: readonly EvidenceFiling[]): EventDocument[] =>
  evidence.map(({ docId, mime, size, digests }) => ({
    docId,
    type: 'OBJECTION_EVIDENCE',
    mime,
    size,
    commitment: digests.commitment,
  }));

/** What becomes of objections that are overtaken by the end of their case. */
export const mootObjections = (
  objections: readonly CaseObjection[],
  context: ObjectionStepContext,
): EventDraft<'objectionClosed'>[] =>
  objections.map(({ objectionNo }) =>
    objectionEvent(context, 'objectionClosed', {
      objectionNo,
      status: 'MOOT',
      data: { outcome: 'MOOT', caseState: context.row.to },
    }),
  );
