// SPDX-License-Identifier: Apache-2.0
import type { DomainEvent, EventEnvelope, EventType } from '../../protocol/schemas/events';
import type { CaseRecord, Person } from '../../protocol/schemas/records';
import { without } from '../../protocol/without';

/** What an event of a kind makes of a case, apart from its state and its place in the chain. */
export type Apply<T extends EventType> = (record: CaseRecord, event: DomainEvent<T>) => CaseRecord;

/** The person, without the authority on which that one step rested. */
export const personOf = (event: EventEnvelope): Person => without(event.actor, ['authorityBasis']);
