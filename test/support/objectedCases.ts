// SPDX-License-Identifier: Apache-2.0
import { applyToObjection } from '../../chaincode/src/domain/objections/apply';
import type { ObjectionEvent } from '../../chaincode/src/domain/objections/apply';
import { sealEvent } from '../../chaincode/src/ledger/sealEvents';
import type { StepCommandName } from '../../chaincode/src/domain/applications/decide';
import type { EventDraft } from '../../chaincode/src/protocol/schemas/events';
import type { CaseRecord, ObjectionRecord } from '../../chaincode/src/protocol/schemas/records';
import { COMMANDS, decided, facts, stepped } from './cases';
import type { StepOptions } from './cases';
import { PEOPLE } from './people';

/** A case with the records of the objections raised in it. */
export interface Objected {
  readonly record: CaseRecord;
  readonly objections: ReadonlyMap<string, ObjectionRecord>;
}

type ObjectionDraft = EventDraft<ObjectionEvent['type']>;
const isOfObjection = (draft: EventDraft): draft is ObjectionDraft => draft.recordType === 'objection';

/** Takes a step on a case and on its objections, as the contract does. */
export const objectedStep = (
  { record, objections }: Objected,
  name: StepCommandName,
  options: StepOptions = {},
): Objected => {
  const { by = PEOPLE[COMMANDS[name].by], at = Date.parse(record.lastEventAt) + 60_000 } = options;
  const after = new Map(objections);
  for (const draft of decided(record, name, options).filter(isOfObjection)) {
    const before = after.get(draft.recordId);
    const event = sealEvent(draft, { ...facts(by, at), head: before });
    after.set(draft.recordId, applyToObjection(before, event));
  }
  return { record: stepped(record, name, options), objections: after };
};
