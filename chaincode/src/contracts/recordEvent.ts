// SPDX-License-Identifier: Apache-2.0
import { sealEvent } from '../ledger/sealEvents';
import type { Head } from '../ledger/sealEvents';
import type { DomainEvent, EventDraft, EventType } from '../protocol/schemas/events';
import type { Call } from './submission';

/** Seals what was decided, and puts it among the events that the transaction tells of. */
export const recordEvent = <T extends EventType>(
  { ledger, ...sealing }: Call,
  draft: EventDraft<T>,
  head: Head | undefined,
): DomainEvent<T> => {
  const event = sealEvent(draft, { ...sealing, head });
  ledger.emit(event as DomainEvent);
  return event;
};
