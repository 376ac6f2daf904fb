// SPDX-License-Identifier: Apache-2.0
import { foundingKey, recordKey } from '../ledger/keys';
import { custodyPolicy } from '../ledger/endorsement';
import type { ApprovableRecord, SupervisionFacts } from '../domain/approvals';
import type { EventDraft, EventType, DomainEvent } from '../protocol/schemas/events';
import type { FoundingRecord, RecordAnswer } from '../protocol/schemas/records';
import { checkMandate } from './caseFacts';
import { recordEvent } from './recordEvent';
import type { Call } from './submission';

/** What a decision of the supervisor may know, read from the ledger. */
export const readSupervision = async (call: Call): Promise<SupervisionFacts> => {
  const founding = await call.ledger.get<FoundingRecord>(foundingKey());
  if (founding !== undefined) await checkMandate(call);
  return { actor: call.actor, now: call.now, founding };
};

interface Decided<T extends EventType, R extends ApprovableRecord> {
  readonly record: R | undefined;
  readonly draft: EventDraft<T>;
  readonly apply: (record: R | undefined, event: DomainEvent<T>) => R;
  /** The supervisor has custody of what it puts on the ledger. */
  readonly founding: Pick<FoundingRecord, 'mspId' | 'endorsers'>;
}

/** Writes what the supervisor decided, and answers with it. */
export const recordSupervision = <T extends EventType, R extends ApprovableRecord>(
  call: Call,
  { record, draft, apply, founding }: Decided<T, R>,
): RecordAnswer => {
  const after = apply(record, recordEvent(call, draft, record));
  const { recordType, recordId } = draft as EventDraft;
  const policy = record === undefined ? custodyPolicy(founding.mspId, founding.endorsers) : undefined;
  call.ledger.put(recordKey(recordType, recordId), after, policy);
  return {
    recordType: after.kind,
    recordId,
    hash: after.hash,
    approval: after.approval,
    eventSeq: after.eventSeq,
    eventHash: after.lastEventHash,
  };
};
