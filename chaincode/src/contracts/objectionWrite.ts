// SPDX-License-Identifier: Apache-2.0
import { applyToObjection } from '../domain/objections/apply';
import type { CaseFacts } from '../domain/applications/facts';
import { custodyPolicy } from '../ledger/endorsement';
import { recordKey } from '../ledger/keys';
import type { EventDraft, ObjectionEventType } from '../protocol/schemas/events';
import type { ObjectionRecord } from '../protocol/schemas/records';
import { recordEvent } from './recordEvent';
import type { Call } from './submission';

const isOfObjection = (draft: EventDraft): draft is EventDraft<ObjectionEventType> => draft.recordType === 'objection';

/**
 * Puts what was decided about objections on their own records. A new one gets its custody, that of its case's registry,
 * in the same transaction. A step tells of each objection at most once.
 *
 * @returns the objections as the step leaves them
 */
export const writeObjections = async (
  call: Call,
  drafts: readonly EventDraft[],
  facts: CaseFacts,
): Promise<ObjectionRecord[]> => {
  const written: ObjectionRecord[] = [];
  for (const draft of drafts.filter(isOfObjection)) {
    const key = recordKey('objection', draft.recordId);
    const before = draft.type === 'objectionLodged' ? undefined : await call.ledger.get<ObjectionRecord>(key);
    const after = applyToObjection(before, recordEvent(call, draft, before));
    const { mspId, uscc } = after.registry;
    const endorsers = facts.institutions.get(uscc)?.endorsers ?? [];
    call.ledger.put(key, after, before === undefined ? custodyPolicy(mspId, endorsers) : undefined);
    written.push(after);
  }
  return written;
};
