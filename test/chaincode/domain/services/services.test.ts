// SPDX-License-Identifier: Apache-2.0
import { addresseeFor, addresseesOf } from '../../../../chaincode/src/domain/services/addressees';
import { applyToService } from '../../../../chaincode/src/domain/services/apply';
import { decideAcknowledge, decideServe } from '../../../../chaincode/src/domain/services/decide';
import type { ServeFacts } from '../../../../chaincode/src/domain/services/decide';
import { LIFECYCLE } from '../../../../chaincode/src/domain/lifecycle';
import { sealEvent } from '../../../../chaincode/src/ledger/sealEvents';
import { partyOfKey, partyOfUscc } from '../../../../chaincode/src/protocol/parties';
import type { DomainEvent } from '../../../../chaincode/src/protocol/schemas/events';
import type { CaseRecord, Person } from '../../../../chaincode/src/protocol/schemas/records';
import {
  DOCUMENT_KINDS,
  isServedEvent,
  SERVED_EVENT_TYPES,
  serviceCommands,
  serviceId,
  serviceIdOf,
} from '../../../../chaincode/src/protocol/schemas/services';
import type { ServiceRecord } from '../../../../chaincode/src/protocol/schemas/services';
import { without } from '../../../../chaincode/src/protocol/without';
import { before, caseIn, decided, facts, stepped, submitted } from '../../../support/cases';
import { AGENT, docIdOf, sealedValue } from '../../../support/filing';
import { dismissed } from '../../../support/objections';
import { PEOPLE } from '../../../support/people';
import type { PersonName } from '../../../support/people';
import { codeOf } from '../../../support/refusal';
import { AGENCY } from '../../../support/straightPath';

const NOON = Date.parse('2026-09-11T04:00:00.000Z');
const document = sealedValue('/document', { title: '受理通知书' });

/** A step with the case after it and its event. */
const happened = (
  record: CaseRecord,
  name: 'accept' | 'assignReviewer' | 'assignAgency',
): [CaseRecord, DomainEvent] => {
  const at = Date.parse(record.lastEventAt) + 60_000;
  const by = PEOPLE[name === 'accept' ? 'acceptance' : 'decider'];
  const [draft] = decided(record, name, { by, at });
  return [stepped(record, name, { by, at }), sealEvent(draft!, { ...facts(by, at), head: record })];
};

const [accepted, acceptance] = happened(submitted(), 'accept');
const serveFacts = (changes: Partial<ServeFacts> = {}): ServeFacts => ({
  actor: PEOPLE.clock,
  now: NOON,
  record: accepted,
  event: acceptance,
  earlier: undefined,
  ...changes,
});
const command = (changes: object = {}): ReturnType<typeof serviceCommands.serve.parse> =>
  serviceCommands.serve.parse({
    idempotencyKey: 'key-00000001',
    caseId: accepted.caseId,
    eventSeq: 2,
    documentKind: 'ACCEPTANCE_NOTICE',
    document,
    ...changes,
  });
const sealing = (actor: Person, head: ServiceRecord | undefined, now = NOON): Parameters<typeof sealEvent>[1] => ({
  ...{ actor, now, head },
  txId: 'a'.repeat(64),
});
const served = (changes: Partial<ServeFacts> = {}): ServiceRecord =>
  applyToService(undefined, sealEvent(decideServe(command(), serveFacts(changes)), sealing(PEOPLE.clock, undefined)));
const acknowledged = (record: ServiceRecord, actor: Person): ServiceRecord => {
  const now = NOON + 60_000;
  const draft = decideAcknowledge(
    { idempotencyKey: 'key-00000002', serviceId: record.serviceId },
    { record, actor, now },
  );
  return applyToService(record, sealEvent(draft, sealing(actor, record, now)));
};

describe('serving a document', () => {
  it('puts its commitment, its event and its addressees on a record of its own', () => {
    const record = served();
    expect(record).toMatchObject({
      kind: 'service',
      serviceId: `S-${accepted.caseId}-0002`,
      caseId: accepted.caseId,
      documentKind: 'ACCEPTANCE_NOTICE',
      served: { eventSeq: 2, eventHash: acceptance.eventHash },
      document,
      addressees: [
        { side: 'PARTY', party: partyOfUscc(PEOPLE.applicant.uscc!), mspId: 'ZhengzhouMSP' },
        { side: 'PARTY', party: partyOfKey(PEOPLE.applicant.identityKey), mspId: 'ZhengzhouMSP' },
      ],
      servedAt: '2026-09-11T04:00:00.000Z',
      servedBy: PEOPLE.clock,
      acknowledgements: [],
      eventSeq: 1,
    });
    expect(serviceId.safeParse(record.serviceId).success).toBe(true);
  });

  it.each(['acceptance', 'reviewer', 'decider', 'clock'] as const)('is open to the %s of the registry', (name) => {
    expect(served({ actor: PEOPLE[name] }).served.eventSeq).toBe(2);
  });

  it.each([
    'applicant',
    'agent',
    'agency',
    'supervisor',
    'judicial',
    'guiyangAcceptance',
    'guiyangDecider',
  ] as const satisfies readonly PersonName[])('is refused to the %s', (name) => {
    expect(codeOf(() => served({ actor: PEOPLE[name] }))).toBe('ACCESS_DENIED');
  });

  it('is refused for an event that is not there, that decides nothing, or that another document belongs to', () => {
    const [assigned, assignment] = happened(accepted, 'assignReviewer');
    const code = (changes: object, given: Partial<ServeFacts>): unknown =>
      codeOf(() => decideServe(command(changes), serveFacts(given)));
    expect(code({ eventSeq: 9 }, { event: undefined })).toBe('NOTHING_TO_SERVE');
    expect(code({ eventSeq: 3 }, { record: assigned, event: assignment })).toBe('NOTHING_TO_SERVE');
    expect(code({ documentKind: 'REJECTION_DECISION' }, {})).toBe('NOTHING_TO_SERVE');
  });

  it('happens once, and never before what it tells of', () => {
    expect(codeOf(() => served({ earlier: served() }))).toBe('ALREADY_SERVED');
    const now = Date.parse(acceptance.txTime) - 1;
    expect(codeOf(() => served({ now }))).toBe('TIME_BEFORE_LAST_EVENT');
  });

  it('reaches the agency that was assigned, whoever examines the case now', () => {
    const [record, event] = happened(before('assignAgency'), 'assignAgency');
    const expected = [{ side: 'AGENCY', party: partyOfUscc(AGENCY), mspId: 'AgencyMSP' }];
    expect(addresseesOf(['AGENCY'], record, event)).toEqual(expected);
    expect(addresseesOf(['AGENCY'], stepped(record, 'relieveAgency'), event)).toEqual(expected);
    expect(addresseesOf(['AGENCY'], record, acceptance)).toEqual([]);
  });

  it('of an objection reaches the objector beside the parties, by number or by key', () => {
    const objected = caseIn('NOTICE_OBJECTED');
    const [draft] = decided(objected, 'decideObjection', { body: dismissed() });
    const now = Date.parse(objected.lastEventAt) + 60_000;
    const event = sealEvent(draft!, { ...facts(PEOPLE.decider, now), head: objected }) as DomainEvent;
    const addressees = addresseesOf(['PARTY', 'OBJECTOR'], objected, event);
    const objector = PEOPLE.otherApplicant;
    expect(addressees.map(({ side }) => side)).toEqual(['PARTY', 'PARTY', 'OBJECTOR']);
    expect(addressees[2]).toEqual({ side: 'OBJECTOR', party: partyOfUscc(objector.uscc!), mspId: 'ZhengzhouMSP' });
    expect(addresseeFor(addressees, objector)).toEqual(addressees[2]);
    const unnumbered = { ...objected.objections![0]!, raisedBy: without(objector, ['uscc']) };
    const byKey = addresseesOf(['OBJECTOR'], { ...objected, objections: [unnumbered] }, event);
    expect(byKey.map(({ party }) => party)).toEqual([partyOfKey(objector.identityKey)]);
    expect(addresseesOf(['OBJECTOR'], submitted(), acceptance)).toEqual([]);
  });

  it('reaches an agent beside the applicants, and a natural person by the key that filed', () => {
    const agent = {
      name: '郑州示例登记代理事务所',
      uscc: AGENT,
      powerOfAttorney: docIdOf('power'),
      scope: '提交申请、接收通知',
      until: '2027-09-11',
    };
    const filing = { ...accepted.filing, agent };
    const withAgent: CaseRecord = { ...accepted, filing, submittedBy: PEOPLE.agent };
    expect(addresseesOf(['PARTY'], withAgent, acceptance).map(({ party }) => party)).toEqual([
      partyOfUscc(PEOPLE.applicant.uscc!),
      partyOfUscc(PEOPLE.agent.uscc!),
      partyOfKey(PEOPLE.agent.identityKey),
    ]);
    const person = { ...submitted().filing.applicants[0]!, idNumber: sealedValue('/applicants/0/idNumber', 'x') };
    const ofPerson = { ...accepted, filing: { ...accepted.filing, applicants: [person] } } as CaseRecord;
    const addressees = addresseesOf(['PARTY'], ofPerson, acceptance);
    expect(addressees.map(({ party }) => party)).toEqual([partyOfKey(PEOPLE.applicant.identityKey)]);
    const unnumbered = without(PEOPLE.applicant, ['uscc']);
    expect(addresseeFor(addressees, unnumbered)?.party).toBe(partyOfKey(PEOPLE.applicant.identityKey));
  });
});

describe('acknowledging what was served', () => {
  it('is recorded with the party, the person and the time', () => {
    const record = acknowledged(served(), PEOPLE.applicant);
    expect(record.acknowledgements).toEqual([
      { party: partyOfUscc(PEOPLE.applicant.uscc!), at: '2026-09-11T04:01:00.000Z', by: PEOPLE.applicant },
    ]);
    expect([record.eventSeq, record.lastEventAt]).toEqual([2, '2026-09-11T04:01:00.000Z']);
  });

  it('happens once a party, not before the service, and only by whom it was addressed to', () => {
    const record = acknowledged(served(), PEOPLE.applicant);
    const code = (actor: Person, now = NOON + 120_000, of: ServiceRecord | undefined = record): unknown =>
      codeOf(() =>
        decideAcknowledge({ idempotencyKey: 'key-00000003', serviceId: record.serviceId }, { record: of, actor, now }),
      );
    expect(code(PEOPLE.applicant)).toBe('ALREADY_ACKNOWLEDGED');
    expect(code(PEOPLE.applicant, NOON - 1, served())).toBe('TIME_BEFORE_LAST_EVENT');
    for (const name of ['otherApplicant', 'agent', 'agency', 'acceptance', 'decider', 'clock', 'supervisor'] as const) {
      expect([name, code(PEOPLE[name])]).toEqual([name, 'ACCESS_DENIED']);
    }
    // The same number in another membership is not the same party.
    expect(code({ ...PEOPLE.applicant, mspId: 'GuiyangMSP' })).toBe('ACCESS_DENIED');
    expect(
      codeOf(() =>
        decideAcknowledge(
          { idempotencyKey: 'key-00000003', serviceId: record.serviceId },
          { record: undefined, actor: PEOPLE.applicant, now: NOON },
        ),
      ),
    ).toBe('ACCESS_DENIED');
  });

  it('is no first event, and a service no second one', () => {
    const draft = decideServe(command(), serveFacts());
    const event = sealEvent(draft, sealing(PEOPLE.clock, undefined));
    expect(codeOf(() => applyToService(served(), event))).toBe('UNEXPECTED_STATE');
    expect(codeOf(() => applyToService(undefined, without(event, ['caseId']) as typeof event))).toBe(
      'UNEXPECTED_STATE',
    );
    const reading = {
      ...event,
      type: 'serviceAcknowledged',
      data: { party: 'uscc:x' },
    } as unknown as DomainEvent<'serviceAcknowledged'>;
    expect(codeOf(() => applyToService(undefined, reading))).toBe('UNEXPECTED_STATE');
  });
});

describe('the table of served documents', () => {
  it('names events that the procedure has, and each kind once', () => {
    const events = LIFECYCLE.map(({ event }) => event);
    expect(SERVED_EVENT_TYPES.filter((type) => !events.includes(type))).toEqual([]);
    expect(new Set(DOCUMENT_KINDS).size).toBe(SERVED_EVENT_TYPES.length);
    expect([isServedEvent('applicationRejected'), isServedEvent('toString')]).toEqual([true, false]);
  });

  it('serves every step that ends a case for its applicant', () => {
    const endings = LIFECYCLE.filter(({ to, from }) => to !== from)
      .filter(({ to }) => ['LAPSED', 'NOT_ACCEPTED', 'REJECTED', 'TERMINATED', 'REGISTERED', 'WITHDRAWN'].includes(to))
      .map(({ event }) => event);
    expect(endings.length).toBeGreaterThan(5);
    expect(endings.filter((type) => !isServedEvent(type))).toEqual([]);
  });

  it('numbers a document after its case and event', () => {
    expect(serviceIdOf({ caseId: accepted.caseId, eventSeq: 12 })).toBe(`S-${accepted.caseId}-0012`);
  });
});
