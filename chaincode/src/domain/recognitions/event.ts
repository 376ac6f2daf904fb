// SPDX-License-Identifier: Apache-2.0
import { parseInstant, shanghaiDate } from '../../protocol/civilTime';
import { RegistryError } from '../../protocol/errors';
import type { EventDraft } from '../../protocol/schemas/events';
import type { Registry } from '../../protocol/schemas/institution';
import type { RecognitionRecord } from '../../protocol/schemas/recognition';
import type { InstitutionRecord, Person } from '../../protocol/schemas/records';
import { demand } from '../demand';
import { institutionInForce } from '../institutions/inForce';

/** What every decision on a recognition may know. */
export interface RecognitionFacts {
  readonly actor: Person;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly record: RecognitionRecord | undefined;
  /** The registry that is to recognize. */
  readonly registry: InstitutionRecord | undefined;
}

/**
 * The recognition, if there is one and nothing has happened to it later than now.
 *
 * @throws RegistryError NOT_FOUND, TIME_BEFORE_LAST_EVENT
 */
export const recognitionOf = (
  { record, now }: Pick<RecognitionFacts, 'record' | 'now'>,
  recognitionNo: string,
): RecognitionRecord => {
  if (record === undefined)
    throw new RegistryError('NOT_FOUND', { recordType: 'recognition', recordId: recognitionNo });
  demand(now >= parseInstant(record.lastEventAt), 'TIME_BEFORE_LAST_EVENT', { lastEventAt: record.lastEventAt });
  return record;
};

/** @throws RegistryError INSTITUTION_NOT_IN_FORCE, RECOGNITION_NOT_OFFERED */
export const recognizingRegistry = ({ registry, now }: RecognitionFacts, uscc: string): Registry => {
  const inForce = institutionInForce(registry, { uscc, kind: 'REGISTRY', day: shanghaiDate(now) });
  demand(inForce.caseTypes.includes('RECOGNITION'), 'RECOGNITION_NOT_OFFERED', { registry: uscc });
  return inForce;
};

/** What the events of a recognition have in common. None names a case: the source's timeline is another registry's. */
export const onRecognition = (
  recordId: string,
  authorityBasis: string,
): Pick<EventDraft, 'recordType' | 'recordId' | 'authorityBasis' | 'caseType'> => ({
  recordType: 'recognition',
  recordId,
  caseType: 'RECOGNITION',
  authorityBasis,
});
