// SPDX-License-Identifier: Apache-2.0
import { applyToRecognition } from '../domain/recognitions/apply';
import type { RecognitionEvent } from '../domain/recognitions/apply';
import { decideRecognition } from '../domain/recognitions/decide';
import { decideAppeal, decideOnAppeal } from '../domain/recognitions/decideAppeal';
import { decideFollow } from '../domain/recognitions/decideFollow';
import { decideRequest } from '../domain/recognitions/decideRequest';
import { decideVerify } from '../domain/recognitions/decideVerify';
import type { RecognitionFacts } from '../domain/recognitions/event';
import { recognitionOf } from '../domain/recognitions/event';
import { nextSerial, yearMonthOf } from '../domain/numbering';
import { custodyPolicy } from '../ledger/endorsement';
import { recognitionSerialKey, recognizedKey, recordKey } from '../ledger/keys';
import type { EventDraft } from '../protocol/schemas/events';
import type { RecognitionAnswer, RecognitionCommand, RecognitionRecord } from '../protocol/schemas/recognition';
import { readCertificate, readDecideFacts, readRequestFacts, readStepFacts, readVerifyFacts } from './recognitionFacts';
import type { RecognizedEntry } from './recognitionFacts';
import { recordEvent } from './recordEvent';
import type { Call } from './submission';
import { readSupervision } from './supervision';

const answerOf = ({
  recognitionNo,
  state,
  decision,
  eventSeq,
  lastEventHash,
}: RecognitionRecord): RecognitionAnswer => ({
  ...{ recognitionNo, state },
  ...(decision?.localNo !== undefined && { localNo: decision.localNo }),
  ...{ eventSeq, eventHash: lastEventHash },
});

/** What the recognizing registry has custody of, as it has of its cases. */
const policyOf = ({ registry }: RecognitionRecord, facts: Pick<RecognitionFacts, 'registry'>): Uint8Array =>
  custodyPolicy(registry.mspId, facts.registry?.endorsers ?? []);

const record = (
  call: Call,
  draft: EventDraft<RecognitionEvent['type']>,
  before: RecognitionRecord | undefined,
): RecognitionRecord => applyToRecognition(before, recordEvent(call, draft, before));

const put = (call: Call, after: RecognitionRecord): RecognitionAnswer => {
  call.ledger.put(recordKey('recognition', after.recognitionNo), after);
  return answerOf(after);
};

export const request = async (command: RecognitionCommand<'request'>, call: Call): Promise<RecognitionAnswer> => {
  const facts = await readRequestFacts(call, command);
  const after = record(call, decideRequest(command, facts), undefined);
  const policy = policyOf(after, facts);
  call.ledger.put(recordKey('recognition', after.recognitionNo), after, policy);
  const entry: RecognizedEntry = { kind: 'recognized', recognitionNo: after.recognitionNo };
  const key = recognizedKey(after.source.number, after.registry.uscc);
  call.ledger.put(key, entry, facts.last === undefined ? policy : undefined);
  return answerOf(after);
};

export const verify = async (command: RecognitionCommand<'verify'>, call: Call): Promise<RecognitionAnswer> => {
  const facts = await readVerifyFacts(call, command);
  return put(call, record(call, decideVerify(command, facts), facts.record));
};

/** The serial is taken by the first decision that recognizes; one made anew keeps its number. */
const takeSerial = (call: Call, after: RecognitionRecord, facts: RecognitionFacts, last: number): void => {
  const isNew = after.decision?.localNo !== undefined && facts.record?.decision?.localNo === undefined;
  if (!isNew) return;
  const key = recognitionSerialKey(after.registry.registryCode, yearMonthOf(call.now));
  const policy = last === 0 ? policyOf(after, facts) : undefined;
  call.ledger.put(key, { kind: 'recognitionSerial', last: nextSerial(last) }, policy);
};

export const decide = async (command: RecognitionCommand<'decide'>, call: Call): Promise<RecognitionAnswer> => {
  const facts = await readDecideFacts(call, command);
  const after = record(call, decideRecognition(command, facts), facts.record);
  takeSerial(call, after, facts, facts.lastSerial);
  return put(call, after);
};

export const follow = async (command: RecognitionCommand<'follow'>, call: Call): Promise<RecognitionAnswer> => {
  const facts = await readStepFacts(call, command.recognitionNo);
  const { source } = recognitionOf(facts, command.recognitionNo);
  const certificate = await readCertificate(call, source.number);
  return put(call, record(call, decideFollow(command, { ...facts, certificate }), facts.record));
};

export const appeal = async (command: RecognitionCommand<'appeal'>, call: Call): Promise<RecognitionAnswer> => {
  const facts = await readStepFacts(call, command.recognitionNo);
  return put(call, record(call, decideAppeal(command, facts), facts.record));
};

export const settleAppeal = async (
  command: RecognitionCommand<'decideAppeal'>,
  call: Call,
): Promise<RecognitionAnswer> => {
  const facts = { ...(await readStepFacts(call, command.recognitionNo)), ...(await readSupervision(call)) };
  return put(call, record(call, decideOnAppeal(command, facts), facts.record));
};
