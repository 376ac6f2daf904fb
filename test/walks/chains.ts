// SPDX-License-Identifier: Apache-2.0
import { eventKey } from '../../chaincode/src/ledger/keys';
import { isServedEvent } from '../../chaincode/src/protocol/schemas/services';
import { canonicalJson } from '../../chaincode/src/protocol/canonicalJson';
import { eventHashOf } from '../../chaincode/src/protocol/eventHash';
import { NO_EVENT_HASH, RECORD_TYPES } from '../../chaincode/src/protocol/schemas/events';
import type { DomainEvent } from '../../chaincode/src/protocol/schemas/events';
import { demand } from './demand';
import type { World } from './world';

/** The events of each record, in the order of the blocks. */
export const eventsByRecord = ({ events }: World): Map<string, DomainEvent[]> => {
  const found = new Map<string, DomainEvent[]>();
  for (const event of events) {
    const name = `${event.recordType} ${event.recordId}`;
    const list = found.get(name);
    if (list === undefined) found.set(name, [event]);
    else list.push(event);
  }
  return found;
};

const assertChained = (name: string, events: readonly DomainEvent[]): void => {
  let previous = NO_EVENT_HASH;
  for (const [index, event] of events.entries()) {
    demand(event.eventSeq === index + 1, `${name}: event ${event.eventSeq} stands at place ${index + 1}`);
    demand(event.prevEventHash === previous, `${name}: event ${event.eventSeq} does not follow from the one before`);
    demand(event.eventHash === eventHashOf(event), `${name}: event ${event.eventSeq} has another hash`);
    demand(index === 0 || event.txTime >= events[index - 1]!.txTime, `${name}: time goes back`);
    previous = event.eventHash;
  }
};

/** Every record has one unbroken chain of events, ends with its last one, and the state holds those that are served as they were told. */
export const assertChains = (world: World): number => {
  const chains = eventsByRecord(world);
  for (const [name, events] of chains) assertChained(name, events);
  for (const kind of RECORD_TYPES) {
    for (const [id, record] of world.all(kind)) {
      const events = chains.get(`${kind} ${id}`) ?? [];
      const last = events.at(-1);
      demand(record.eventSeq === events.length, `${kind} ${id} has ${events.length} events and counts others`);
      demand(record.lastEventHash === last?.eventHash, `${kind} ${id} does not end with its last event`);
    }
  }
  for (const event of world.events.filter(({ type }) => isServedEvent(type))) {
    const kept = world.ledger.memory.state.get(eventKey(event.recordType, event.recordId, event.eventSeq));
    demand(
      kept?.toString('utf8') === canonicalJson(event),
      `${event.recordId}: event ${event.eventSeq} is kept otherwise`,
    );
  }
  return chains.size;
};
