// SPDX-License-Identifier: Apache-2.0
import { eventKey } from '../ledger/keys';
import { sealEvent } from '../ledger/sealEvents';
import type { Head } from '../ledger/sealEvents';
import type { DomainEvent, EventDraft, EventType } from '../protocol/schemas/events';
import type { Call } from './submission';

/** Seals what was decided, and puts it under its key and among the transaction's events. */
export const recordEvent = <T extends EventType>(
  { ledger, ...sealing }: Call,
  draft: EventDraft<T>,
  head: Head | undefined,
): DomainEvent<T> => {
  const event = sealEvent(draft, { ...sealing, head });
  const written = event as DomainEvent;
  ledger.put(eventKey(written.recordType, written.recordId, written.eventSeq), written);
  ledger.emit(written);
  return event;
};
