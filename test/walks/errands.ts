// SPDX-License-Identifier: Apache-2.0
import { isServedEvent, SERVED_EVENTS } from '../../chaincode/src/protocol/schemas/services';
import type { JsonInputObject } from '../../chaincode/src/protocol/canonicalJson';
import { INTERFERENCE_FINDINGS, INTERFERENCE_REASONS } from '../../chaincode/src/protocol/schemas/interference';
import { turnAfter } from '../support/beacon';
import { sealedValue } from '../support/filing';
import { newFiling } from './filings';
import type { Walker } from './people';
import type { Attempt, World } from './world';

/** Something to do beside the steps of a case; nothing where there is no occasion for it. */
export type Errand = (world: World) => Attempt | undefined;

type Given = Pick<Attempt, 'by' | 'contract' | 'transaction' | 'caseId'>;
const attempt = (world: World, given: Given, body: JsonInputObject): Attempt => ({
  ...given,
  request: { idempotencyKey: world.newKey(), ...body },
});

const filingOne: Errand = (world) => {
  const { by, filing } = newFiling(world);
  return attempt(world, { by, contract: 'application', transaction: 'submit' }, { filing });
};

const filingMany: Errand = (world) => {
  const { by, filing } = newFiling(world);
  const more = Array.from({ length: 1 + world.random.below(5) }, () => newFiling(world).filing);
  // Among them some that the filer may not file.
  const lines = [filing, ...more].map((one, index) => ({ line: index + 1, filing: one }));
  return attempt(world, { by, contract: 'application', transaction: 'submitBatch' }, { lines });
};

const grantingMany: Errand = (world) => {
  const ready = [...world.open.values()].filter(({ state }) => state === 'READY').map(({ caseId }) => caseId);
  if (ready.length < 2) return undefined;
  const by = world.random.pick(world.people.filter(({ person }) => person.role === 'decider'));
  return attempt(world, { by, contract: 'application', transaction: 'grantBatch' }, { caseIds: ready });
};

const serving: Errand = (world) => {
  const { random } = world;
  const moments = random.pick([...world.moments.values()]);
  const served = moments.filter(({ event }) => isServedEvent(event.type));
  if (served.length === 0) return undefined;
  const { event, after } = random.pick(served);
  const { caseId, registry } = after;
  const clock = world.people.find(({ person }) => person.role === 'clock' && person.mspId === registry.mspId)!;
  return attempt(
    world,
    { by: clock, contract: 'service', transaction: 'serve', caseId },
    {
      caseId,
      eventSeq: event.eventSeq,
      documentKind: SERVED_EVENTS[event.type as keyof typeof SERVED_EVENTS].documentKind,
      document: { ...sealedValue(`/document/${caseId}/${event.eventSeq}`, '送达文书') },
    },
  );
};

const RECIPIENTS: readonly string[] = ['applicant', 'agent', 'agency'];

const acknowledging: Errand = (world) => {
  const services = [...world.all('service').values()];
  if (services.length === 0) return undefined;
  const { serviceId, addressees } = world.random.pick(services);
  const isNear = ({ person }: Walker): boolean =>
    RECIPIENTS.includes(person.role) && addressees.some(({ mspId }) => mspId === person.mspId);
  const by = world.random.pick(world.people.filter(isNear));
  return attempt(world, { by, contract: 'service', transaction: 'acknowledge' }, { serviceId });
};

const reporting: Errand = (world) => {
  const { random } = world;
  const caseId = random.pick([...world.moments.keys()]);
  const officers = world.people.filter(({ person }) =>
    ['acceptance', 'reviewer', 'decider', 'agency'].includes(person.role),
  );
  return attempt(
    world,
    { by: random.pick(officers), contract: 'interference', transaction: 'report', caseId },
    {
      caseId,
      reasonCode: random.pick(INTERFERENCE_REASONS),
      statement: { ...sealedValue(`/statement/${world.now}`, '有人要求提前办结') },
    },
  );
};

const closing: Errand = (world) => {
  const { random } = world;
  const reports = [...world.all('interference').keys()];
  if (reports.length === 0) return undefined;
  return attempt(
    world,
    { by: world.named(`supervisor-officer-${1 + random.below(2)}`), contract: 'interference', transaction: 'close' },
    {
      reportId: random.pick(reports),
      finding: random.pick(INTERFERENCE_FINDINGS),
      reason: { ...sealedValue(`/reason/${world.now}`, '已核实') },
    },
  );
};

const turning: Errand = (world) => {
  const body = turnAfter(world.beacon()?.round ?? 0);
  const { value, ...lost } = body;
  const givesUp = value !== undefined && world.random.chance(0.2);
  return attempt(
    world,
    { by: world.named('supervisor-officer-1'), contract: 'beacon', transaction: 'turn' },
    givesUp ? { ...lost, givesUp: true } : body,
  );
};

const ERRANDS: readonly (readonly [number, Errand])[] = [
  [8, serving],
  [5, acknowledging],
  [1, reporting],
  [1, closing],
  [2, turning],
  [1.5, grantingMany],
];

/** Files one application, or a batch. */
export const newApplications: Errand = (world) => (world.random.chance(0.12) ? filingMany : filingOne)(world);

/** One of the errands. */
export const anErrand: Errand = (world) => {
  if (world.moments.size === 0) return undefined;
  const [, errand] = world.random.weighted(ERRANDS, ([weight]) => weight);
  return errand(world);
};
