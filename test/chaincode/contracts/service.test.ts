// SPDX-License-Identifier: Apache-2.0
import { custodyPolicy } from '../../../chaincode/src/ledger/endorsement';
import { recordKey } from '../../../chaincode/src/ledger/keys';
import type { ServiceAnswer, ServiceRecord } from '../../../chaincode/src/protocol/schemas/services';
import { sealedValue } from '../../support/filing';
import { refused } from '../../support/refused';
import { aRegister } from '../../support/register';
import type { Register } from '../../support/register';

const kindOf = (key: string): string => key.split('\u0000')[1] ?? '';
const document = sealedValue('/document', { title: '受理通知书' });

let register: Register;
let caseId: string;
beforeEach(async () => {
  register = await aRegister();
  caseId = await register.caseIn('ACCEPTED');
});
afterEach(() => {
  jest.restoreAllMocks();
});
const serve = (by = 'zhengzhou-clock'): ReturnType<Register['send']> =>
  register.send(by, 'service:serve', { caseId, eventSeq: 2, documentKind: 'ACCEPTANCE_NOTICE', document });

describe('the service of a document', () => {
  it('writes a record in custody of the registry and its event, and leaves the case as it was', async () => {
    const { answer, writes, policies, reads, event } = await serve();
    const { serviceId } = answer as ServiceAnswer;
    expect(serviceId).toBe(`S-${caseId}-0002`);
    expect([...writes.keys()].map(kindOf)).toEqual(['service', 'idempotency']);
    expect([...writes.keys()][0]).toBe(recordKey('service', serviceId));
    const policy = custodyPolicy('ZhengzhouMSP', ['ZhengzhouMSP', 'GuiyangMSP', 'SupervisorMSP']);
    expect([...policies]).toEqual([[recordKey('service', serviceId), policy]]);
    expect(reads.map(kindOf)).toEqual(['idempotency', 'institution', 'case', 'event', 'service']);
    expect(event?.payload).toMatchObject({ events: [{ recordId: serviceId, eventSeq: 1, caseId }] });
  });

  it('comes with others in one transaction, where what is refused leaves the others alone', async () => {
    const service = { caseId, eventSeq: 2, documentKind: 'ACCEPTANCE_NOTICE', document };
    const services = [{ ...service, eventSeq: 9 }, service, service];
    const { answer, writes, event } = await register.send('zhengzhou-clock', 'service:serveBatch', { services });
    expect(answer).toMatchObject({
      results: [
        { refusal: { code: 'NOTHING_TO_SERVE', details: { eventSeq: 9 } } },
        { answer: { serviceId: `S-${caseId}-0002` } },
        { refusal: { code: 'ALREADY_SERVED' } },
      ],
    });
    expect([...writes.keys()].map(kindOf)).toEqual(['service', 'idempotency']);
    expect((event?.payload as { events: unknown[] }).events).toHaveLength(1);
  });

  it('is acknowledged by its addressee, once', async () => {
    const { serviceId } = (await serve()).answer as ServiceAnswer;
    const { answer, writes } = await register.send('zhengzhou-applicant-1', 'service:acknowledge', { serviceId });
    expect([...writes.keys()].map(kindOf)).toEqual(['service', 'idempotency']);
    expect(answer).toMatchObject({
      serviceId,
      caseId,
      eventSeq: 2,
      acknowledgedAt: new Date(register.now).toISOString(),
    });
    const again = register.send('zhengzhou-applicant-1', 'service:acknowledge', { serviceId });
    expect((await refused(again)).code).toBe('ALREADY_ACKNOWLEDGED');
  });

  it.each([
    ['zhengzhou-applicant-1', true],
    ['zhengzhou-decider-1', true],
    ['supervisor-officer-1', true],
    ['zhengzhou-applicant-2', false],
    ['guiyang-decider-1', false],
    ['agency-expert-1', false],
  ] as const)('is read by %s: %s', async (name, may) => {
    const { serviceId } = (await serve()).answer as ServiceAnswer;
    const asked = register.ask(name, 'service:read', { serviceId });
    if (may) expect(((await asked) as ServiceRecord).document).toEqual(document);
    else expect((await refused(asked)).code).toBe('ACCESS_DENIED');
  });

  it('is not read where there is none, and not told from what may not be read', async () => {
    const serviceId = `S-${caseId}-0009`;
    const asked = await refused(register.ask('zhengzhou-decider-1', 'service:read', { serviceId }));
    expect([asked.code, asked.details]).toEqual(['ACCESS_DENIED', { serviceId }]);
    const acknowledged = register.send('zhengzhou-applicant-1', 'service:acknowledge', { serviceId });
    expect((await refused(acknowledged)).code).toBe('ACCESS_DENIED');
  });

  it('is refused for a case that is not there', async () => {
    const stranger = `410-${'0'.repeat(26)}`;
    const sent = register.send('zhengzhou-clock', 'service:serve', {
      caseId: stranger,
      eventSeq: 2,
      documentKind: 'ACCEPTANCE_NOTICE',
      document,
    });
    expect((await refused(sent)).code).toBe('ACCESS_DENIED');
  });
});
