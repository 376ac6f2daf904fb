// SPDX-License-Identifier: Apache-2.0
import { digestOf } from './digest';
import type { Hex64 } from './digest';
import { without } from './without';
import type { DomainEvent } from './schemas/events';

/** SHA-256 of the canonical event without its `eventHash`: recomputed by whoever checks a chain of events. */
export const eventHashOf = (event: DomainEvent | Omit<DomainEvent, 'eventHash'>): Hex64 =>
  digestOf(without(event as DomainEvent, ['eventHash']));
