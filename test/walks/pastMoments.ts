// SPDX-License-Identifier: Apache-2.0
import { isDeepStrictEqual } from 'node:util';
import { applyToCertificate } from '../../chaincode/src/domain/certificates/apply';
import { applyToObjection } from '../../chaincode/src/domain/objections/apply';
import { applyToService } from '../../chaincode/src/domain/services/apply';
import { recordKey } from '../../chaincode/src/ledger/keys';
import { canonicalJson } from '../../chaincode/src/protocol/canonicalJson';
import { formatInstant } from '../../chaincode/src/protocol/civilTime';
import type { DomainEvent } from '../../chaincode/src/protocol/schemas/events';
import type { CaseRecord, LedgerRecord } from '../../chaincode/src/protocol/schemas/records';
import { replayCase } from '../../gateway/src/replay/replayCase';
import { eventsByRecord } from './chains';
import { demand } from './demand';
import { START } from './time';
import type { World } from './world';

/** The case as its events up to a moment leave it: what whoever asks for that moment is told. */
const asOf = (events: readonly DomainEvent[], at: string): CaseRecord | undefined =>
  replayCase(events.filter(({ txTime }) => txTime <= at)).at(-1)?.after;

/** Of each case every state that it has been in, and of random cases the state at random moments. */
export const assertPastOfCases = (world: World, asked: number): void => {
  const { random } = world;
  const chains = eventsByRecord(world);
  for (const [caseId, moments] of world.moments) {
    const steps = replayCase(chains.get(`case ${caseId}`) ?? []);
    for (const [index, { after }] of moments.entries()) {
      demand(isDeepStrictEqual(steps[index]?.after, after), `${caseId} was otherwise after event ${index + 1}`);
    }
  }
  const ids = [...world.moments.keys()];
  for (let left = asked; left > 0; left -= 1) {
    const caseId = random.pick(ids);
    const at = formatInstant(START + random.below(world.now - START));
    const then = world.moments.get(caseId)!.findLast(({ event }) => event.txTime <= at)?.after;
    const told = asOf(chains.get(`case ${caseId}`)!, at);
    demand(isDeepStrictEqual(told, then), `${caseId} was otherwise at ${at}`);
  }
};

/** What the events of a record make of it, one after the other. */
const folded =
  <R extends LedgerRecord>(apply: (record: R | undefined, event: never) => R) =>
  (events: readonly DomainEvent[]): LedgerRecord =>
    events.reduce<R | undefined>((record, event) => apply(record, event as never), undefined)!;

/** The other kinds that parties and courts ask for. */
const REPLAYS = [
  ['objection', folded(applyToObjection)],
  ['service', folded(applyToService)],
  ['certificate', folded(applyToCertificate)],
] as const;

/** What stands on the ledger of each record is what its events make of it. */
export const assertRecordsFollowFromEvents = (world: World): void => {
  const chains = eventsByRecord(world);
  for (const [kind, replay] of REPLAYS) {
    for (const [id, record] of world.all(kind)) {
      const made = canonicalJson(replay(chains.get(`${kind} ${id}`)!));
      const kept = world.ledger.memory.state.get(recordKey(kind, id))?.toString('utf8');
      demand(made === canonicalJson(record) && made === kept, `${kind} ${id} is not what its events make of it`);
    }
  }
};
