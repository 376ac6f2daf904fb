// SPDX-License-Identifier: Apache-2.0
import { endOfShanghaiDate, formatInstant, parseInstant } from '../../protocol/civilTime';
import type { EventDraft } from '../../protocol/schemas/events';
import type { Registry } from '../../protocol/schemas/institution';
import type {
  CheckResult,
  RecognitionCommand,
  RecognitionDecision,
  RecognitionRecord,
  RecognitionVerification,
} from '../../protocol/schemas/recognition';
import type { Person } from '../../protocol/schemas/records';
import { demand } from '../demand';
import { localNoOf, nextSerial } from '../numbering';
import { isSamePerson } from '../people';
import { checkSource } from './checks';
import type { SourceFacts } from './checks';
import { onRecognition, recognitionOf, recognizingRegistry } from './event';
import type { RecognitionFacts } from './event';
import { assertStep } from './lifecycle';

export interface DecideFacts extends RecognitionFacts, SourceFacts {
  /** Cases at the registry whose registered claims contradict those of the source. */
  readonly conflicts: readonly string[];
  /** The serial that the registry gave last in this month. */
  readonly lastSerial: number;
}

type Command = RecognitionCommand<'decide'>;

/** Requester, reviewer, and whoever decided before are not who decides now. */
const assertSeparate = ({ requestedBy, verification, decision }: RecognitionRecord, actor: Person): void => {
  const others = [requestedBy, verification?.verifiedBy, decision?.decidedBy].filter((one) => one !== undefined);
  demand(!others.some((one) => isSamePerson(one, actor)), 'DUTIES_NOT_SEPARATED', { role: actor.role });
};

const assertEquivalent = ({ verification }: RecognitionRecord, { outcome }: Command): void => {
  const bad = outcome === 'FULL' ? ['CONDITIONAL', 'NOT_EQUIVALENT'] : ['NOT_EQUIVALENT'];
  // Its state says that it was verified.
  const { points: found } = verification as RecognitionVerification;
  const points = Object.entries(found).flatMap(([point, { verdict }]) => (bad.includes(verdict) ? [point] : []));
  demand(points.length === 0, 'RECOGNITION_NOT_EQUIVALENT', { outcome, points });
};

/** What only a recognition needs; a refusal may rest on the lack of any of it. */
const assertRecognizable = (record: RecognitionRecord, command: Command, facts: DecideFacts): void => {
  const failed = checkSource(facts).flatMap(({ check, passed }) => (passed ? [] : [check]));
  demand(failed.length === 0, 'RECOGNITION_CHECK_FAILED', { failed });
  assertEquivalent(record, command);
  const others = (command.purposes ?? []).filter((purpose) => !record.purposes.includes(purpose));
  demand(others.length === 0, 'RECOGNITION_PURPOSE_NOT_ASKED', { purposes: others });
  const open = facts.conflicts.filter((caseId) => command.conflictsConsidered?.includes(caseId) !== true);
  demand(open.length === 0, 'CONFLICT_NOT_CONSIDERED', { cases: open });
};

type Term = Pick<RecognitionDecision, 'validTo' | 'validUntil'>;

/** The first of the ends: what was asked for, what is granted, and the source's own. */
const termOf = (record: RecognitionRecord, { until }: Command, { certificate, now }: DecideFacts): Term => {
  const own = { validTo: certificate.validTo, validUntil: parseInstant(certificate.validUntil) };
  const asked = [record.until, until].filter((day) => day !== undefined);
  const ends = [own, ...asked.map((day) => ({ validTo: day, validUntil: endOfShanghaiDate(day) }))];
  const first = ends.reduce((one, other) => (other.validUntil < one.validUntil ? other : one));
  demand(now < first.validUntil, 'VALIDITY_OVER', { validTo: first.validTo });
  return { validTo: first.validTo, validUntil: formatInstant(first.validUntil) };
};

const recognized = (
  parts: { readonly record: RecognitionRecord; readonly command: Command; readonly registry: Registry },
  facts: DecideFacts,
): Pick<RecognitionDecision, 'purposes' | 'conditions' | 'localNo' | 'validTo' | 'validUntil'> => {
  const { record, command, registry } = parts;
  assertRecognizable(record, command, facts);
  return {
    purposes: command.purposes ?? record.purposes,
    conditions: command.conditions ?? [],
    localNo: record.decision?.localNo ?? localNoOf(registry.registryCode, facts.now, nextSerial(facts.lastSerial)),
    ...termOf(record, command, facts),
  };
};

/**
 * Row 42: in full, under conditions, or not, with reasons. Whatever else is found of the source stands beside it.
 *
 * @throws RegistryError NOT_FOUND, TIME_BEFORE_LAST_EVENT, ACCESS_DENIED, UNEXPECTED_STATE, DUTIES_NOT_SEPARATED,
 *   INSTITUTION_NOT_IN_FORCE, RECOGNITION_NOT_OFFERED; and of a recognition RECOGNITION_CHECK_FAILED,
 *   RECOGNITION_NOT_EQUIVALENT, RECOGNITION_PURPOSE_NOT_ASKED, CONFLICT_NOT_CONSIDERED, VALIDITY_OVER, SERIAL_EXHAUSTED
 */
export const decideRecognition = (command: Command, facts: DecideFacts): EventDraft<'recognitionDecided'> => {
  const record = recognitionOf(facts, command.recognitionNo);
  assertStep('decide', record, facts.actor);
  assertSeparate(record, facts.actor);
  const registry = recognizingRegistry(facts, record.registry.uscc);
  const { outcome, reason, reasonCode, legalBasis } = command;
  const checks: CheckResult[] = checkSource(facts);
  const isRefused = outcome === 'REFUSED';
  const granted = isRefused ? { purposes: [], conditions: [] } : recognized({ record, command, registry }, facts);
  return {
    type: 'recognitionDecided',
    data: { outcome, ...granted, checks, conflicts: facts.conflicts, reason },
    ...(reasonCode !== undefined && { reasonCode }),
    legalBasis,
    ...onRecognition(record.recognitionNo, registry.accreditation.number),
  };
};
