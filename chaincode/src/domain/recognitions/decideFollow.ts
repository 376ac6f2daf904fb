// SPDX-License-Identifier: Apache-2.0
import { certificateStatusAt } from '../../protocol/certificateStatusAt';
import { formatInstant, parseInstant } from '../../protocol/civilTime';
import { recognitionAt } from '../../protocol/recognitionAt';
import type { EventDraft } from '../../protocol/schemas/events';
import type { RecognitionCommand } from '../../protocol/schemas/recognition';
import type { CertificateRecord } from '../../protocol/schemas/records';
import { RegistryError } from '../../protocol/errors';
import { onRecognition, recognitionOf } from './event';
import type { RecognitionFacts } from './event';
import { assertStep, recognitionSteps } from './lifecycle';

export interface FollowFacts extends RecognitionFacts {
  readonly certificate: CertificateRecord;
}

/**
 * Row 43: says what the source's change, or the end of a period, has already made of the recognition, and how long ago.
 *
 * @throws RegistryError NOT_FOUND, TIME_BEFORE_LAST_EVENT, ACCESS_DENIED, UNEXPECTED_STATE, RECOGNITION_UNCHANGED
 */
export const decideFollow = (
  { recognitionNo }: RecognitionCommand<'follow'>,
  facts: FollowFacts,
): EventDraft<'recognitionFollowed'> => {
  const record = recognitionOf(facts, recognitionNo);
  assertStep('follow', record, facts.actor);
  const { certificate, now } = facts;
  const at = formatInstant(now);
  const { state, cause, since } = recognitionAt(record, certificate, at);
  if (state === record.state || cause === undefined || since === undefined) {
    throw new RegistryError('RECOGNITION_UNCHANGED', { state, possible: recognitionSteps(record) });
  }
  const status = certificateStatusAt(certificate, at);
  const source = { status, eventSeq: certificate.eventSeq, eventHash: certificate.lastEventHash };
  return {
    type: 'recognitionFollowed',
    data: { cause, source, since, propagationMs: Math.max(0, now - parseInstant(since)) },
    state,
    ...onRecognition(recognitionNo, facts.actor.role),
  };
};
