// SPDX-License-Identifier: Apache-2.0
import type { EventDraft } from '../../protocol/schemas/events';
import type { RecognitionCommand, RecognitionRecord } from '../../protocol/schemas/recognition';
import type { FoundingRecord } from '../../protocol/schemas/records';
import { supervised, supervisorEvent } from '../approvals';
import { demand } from '../demand';
import { onRecognition, recognitionOf } from './event';
import type { RecognitionFacts } from './event';
import { assertStep } from './lifecycle';

/** An appeal belongs to the decision that was there when it was lodged. */
const isOfThisDecision = ({ appeal, decision }: RecognitionRecord): boolean =>
  appeal !== undefined && decision !== undefined && appeal.lodgedAt >= decision.decidedAt;

/**
 * Whoever asked appeals to the supervisor against a refusal, or against conditions.
 *
 * @throws RegistryError NOT_FOUND, TIME_BEFORE_LAST_EVENT, ACCESS_DENIED, UNEXPECTED_STATE, APPEAL_NOT_OPEN
 */
export const decideAppeal = (
  { recognitionNo, statement }: RecognitionCommand<'appeal'>,
  facts: RecognitionFacts,
): EventDraft<'recognitionAppealed'> => {
  const record = recognitionOf(facts, recognitionNo);
  assertStep('appeal', record, facts.actor);
  demand(!isOfThisDecision(record), 'APPEAL_NOT_OPEN', { recognitionNo, outcome: record.appeal?.outcome });
  return { type: 'recognitionAppealed', data: { statement }, ...onRecognition(recognitionNo, facts.actor.role) };
};

/**
 * The supervisor upholds an appeal, and the decision is made anew by somebody else; or it dismisses it.
 *
 * @throws RegistryError REGISTER_NOT_FOUNDED, ACCESS_DENIED, NOT_FOUND, TIME_BEFORE_LAST_EVENT, UNEXPECTED_STATE,
 *   APPEAL_NOT_OPEN
 */
export const decideOnAppeal = (
  { recognitionNo, outcome, legalBasis, reason }: RecognitionCommand<'decideAppeal'>,
  facts: RecognitionFacts & { readonly founding: FoundingRecord | undefined },
): EventDraft<'recognitionAppealDecided'> => {
  const founding = supervised(facts);
  const record = recognitionOf(facts, recognitionNo);
  assertStep('decideAppeal', record, facts.actor);
  const { appeal } = record;
  const isOpen = appeal !== undefined && appeal.outcome === undefined;
  demand(isOpen, 'APPEAL_NOT_OPEN', { recognitionNo, outcome: appeal?.outcome });
  return {
    type: 'recognitionAppealDecided',
    data: { outcome, reason },
    legalBasis,
    ...supervisorEvent('recognition', recognitionNo, founding),
    caseType: 'RECOGNITION',
  };
};
