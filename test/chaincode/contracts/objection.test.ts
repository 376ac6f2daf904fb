// SPDX-License-Identifier: Apache-2.0
import { applyToObjection } from '../../../chaincode/src/domain/objections/apply';
import type { ObjectionEvent } from '../../../chaincode/src/domain/objections/apply';
import { custodyPolicy } from '../../../chaincode/src/ledger/endorsement';
import { recordKey } from '../../../chaincode/src/ledger/keys';
import type { JsonInputObject } from '../../../chaincode/src/protocol/canonicalJson';
import { eventHashOf } from '../../../chaincode/src/protocol/eventHash';
import type { OBJECTION_CODES } from '../../../chaincode/src/protocol/objectionCodes';
import type { DomainEvent } from '../../../chaincode/src/protocol/schemas/events';
import type { CaseRecord, ObjectionAnswer, ObjectionRecord } from '../../../chaincode/src/protocol/schemas/records';
import { without } from '../../../chaincode/src/protocol/without';
import { sealedValue } from '../../support/filing';
import type { Outcome } from '../../support/memoryLedger';
import { anObjection, dismissed, partUpheld, upheld } from '../../support/objections';
import { refused } from '../../support/refused';
import { aRegister } from '../../support/register';
import type { Register } from '../../support/register';

const applicant = 'zhengzhou-applicant-1';
const objector = 'zhengzhou-applicant-2';
const decider = 'zhengzhou-decider-1';
const policy = custodyPolicy('ZhengzhouMSP', ['ZhengzhouMSP', 'GuiyangMSP', 'SupervisorMSP']);
const kindOf = (key: string): string => key.split('\u0000')[1] ?? '';
const statement = sealedValue('/statement', '数据由本公司采集');
const reason = sealedValue('/reason', '无据');

let register: Register;
let caseId: string;
beforeEach(async () => {
  register = await aRegister();
  caseId = await register.caseIn('NOTICE');
});
afterEach(() => {
  jest.restoreAllMocks();
});

const noticeNo = (): string => `N-${caseId}-01`;
const raise = (changes: JsonInputObject = {}, user = objector): Promise<Outcome> =>
  register.send(user, 'objection:raiseObjection', { caseId, noticeNo: noticeNo(), ...anObjection(changes) });
const raised = async (changes: JsonInputObject = {}): Promise<string> =>
  ((await raise(changes)).answer as ObjectionAnswer).objectionNo;
const about = (objectionNo: string, body: JsonInputObject): JsonInputObject => ({ caseId, objectionNo, ...body });
const decide = async (body: JsonInputObject): Promise<Outcome> =>
  register.send(decider, 'objection:decideObjection', about(await raised(), body));
const written = (objectionNo: string): ObjectionRecord =>
  register.ledger.read(recordKey('objection', objectionNo)) as ObjectionRecord;

describe('objecting', () => {
  it('given a notice, when somebody objects, then case and objection are written, each with its event, the objection in custody of the registry', async () => {
    const { answer, writes, policies, event } = await raise();
    const objectionNo = `OB-${caseId}-001`;
    expect([...writes.keys()].map(kindOf)).toEqual(['event', 'case', 'objection', 'idempotency']);
    expect([...policies]).toEqual([[recordKey('objection', objectionNo), policy]]);
    expect((event?.payload as { events: DomainEvent[] }).events.map((one) => [one.type, one.recordId])).toEqual([
      ['noticeObjected', caseId],
      ['objectionLodged', objectionNo],
    ]);
    expect(answer).toEqual({
      objectionNo,
      caseId,
      noticeNo: noticeNo(),
      status: 'OPEN',
      state: 'NOTICE_OBJECTED',
      eventSeq: 1,
      eventHash: written(objectionNo).lastEventHash,
      deadlineAt: '2026-09-24T16:00:00.000Z',
    });
  });

  it('given an objection, when it is decided, then the same keys are written, and no custody anew', async () => {
    const { answer, writes, policies } = await decide(dismissed());
    expect([...writes.keys()].map(kindOf)).toEqual(['event', 'case', 'objection', 'idempotency']);
    expect(policies.size).toBe(0);
    expect(answer).toMatchObject({ status: 'DISMISSED', state: 'NOTICE', eventSeq: 2 });
  });

  it('given two objections, when one is upheld, then the case ends and both are written', async () => {
    const [first, second] = [await raised(), await raised({ ground: 'DUPLICATE' })];
    const { answer, writes } = await register.send(decider, 'objection:decideObjection', about(second, upheld()));
    expect(answer).toMatchObject({ objectionNo: second, status: 'UPHELD', state: 'TERMINATED' });
    expect([...writes.keys()].map(kindOf).filter((kind) => kind === 'objection')).toHaveLength(2);
    expect(written(first)).toMatchObject({ status: 'MOOT', closed: { outcome: 'MOOT', caseState: 'TERMINATED' } });
  });

  it('leaves one unbroken chain of events on each objection, from which it can be rebuilt', async () => {
    const objectionNo = await raised();
    const reply = { position: 'CONTESTS', statement, evidence: [] };
    await register.send(applicant, 'objection:replyToObjection', about(objectionNo, reply));
    register.now = Date.parse('2026-09-24T16:00:00.000Z');
    await register.send('zhengzhou-clock', 'application:recordObjectionOverdue', { caseId });
    await register.send(decider, 'objection:decideObjection', about(objectionNo, dismissed()));
    const events = [1, 2, 3, 4].map(
      (seq) => register.ledger.event('objection', objectionNo, seq) as DomainEvent & ObjectionEvent,
    );
    expect(events.map(({ type }) => type)).toEqual([
      'objectionLodged',
      'objectionAnswered',
      'objectionOverdue',
      'objectionClosed',
    ]);
    for (const [index, event] of events.entries()) {
      expect(eventHashOf(without(event as DomainEvent, ['eventHash']))).toBe(event.eventHash);
      if (index > 0) expect(event.prevEventHash).toBe(events[index - 1]!.eventHash);
    }
    const rebuilt = events.reduce<ObjectionRecord | undefined>(applyToObjection, undefined);
    expect(rebuilt).toEqual(written(objectionNo));
    expect(register.ledger.read(recordKey('case', caseId))).toMatchObject({ state: 'READY' });
  });

  it('gives the same answer again under the same key, and writes nothing', async () => {
    const idempotencyKey = register.newKey();
    const request = { caseId, noticeNo: noticeNo(), ...anObjection(), idempotencyKey };
    const first = await register.send(objector, 'objection:raiseObjection', request);
    const again = await register.send(objector, 'objection:raiseObjection', request);
    expect(again.answer).toEqual(first.answer);
    expect(again.writes.size).toBe(0);
  });
});

describe('reading an objection', () => {
  const read = (user: string, objectionNo: string): Promise<unknown> =>
    register.ask(user, 'objection:read', { objectionNo });

  it.each([
    [objector, ['withdrawObjection']],
    [applicant, ['replyToObjection']],
    [decider, ['decideObjection']],
    ['zhengzhou-acceptance-1', []],
    ['supervisor-officer-1', []],
  ])('%s sees it, and may: %j', async (user, allowed) => {
    const objectionNo = await raised();
    expect(await read(user, objectionNo)).toEqual({ record: written(objectionNo), allowed });
  });

  it.each(['zhengzhou-agent-1', 'agency-expert-1', 'guiyang-decider-1', 'guiyang-applicant-1', 'court-officer-1'])(
    'is refused to %s, as if there were none',
    async (user) => {
      const objectionNo = await raised();
      const [one, none] = [
        await refused(read(user, objectionNo)),
        await refused(read(user, objectionNo.replace(/1$/, '2'))),
      ];
      expect([one.code, one.details]).toEqual(['ACCESS_DENIED', { objectionNo }]);
      expect(none.code).toBe('ACCESS_DENIED');
    },
  );

  it('offers nothing any more once it is answered or closed', async () => {
    const objectionNo = await raised();
    await raised({ ground: 'DUPLICATE' });
    const reply = { position: 'CONCEDES', statement, evidence: [] };
    await register.send(applicant, 'objection:replyToObjection', about(objectionNo, reply));
    expect(await read(applicant, objectionNo)).toMatchObject({ allowed: [] });
    await register.send(objector, 'objection:withdrawObjection', about(objectionNo, { reason }));
    for (const user of [objector, decider]) expect(await read(user, objectionNo)).toMatchObject({ allowed: [] });
  });
});

const supply = (fields: JsonInputObject[], at?: string): Promise<Outcome> => {
  if (at !== undefined) register.now = Date.parse(at);
  return register.send(applicant, 'application:supplyAmendment', { caseId, materials: [], fields });
};
const summary = { path: '/product/dataSummary', value: '更正后的概述' };
const reply = { position: 'CONTESTS', statement, evidence: [] };

/** One way to meet each refusal. */
const SCENARIOS: Readonly<Record<keyof typeof OBJECTION_CODES, () => Promise<unknown>>> = {
  OBJECTOR_IS_PARTY: () => raise({}, applicant),
  OBJECTION_TOO_LATE: () => {
    register.now = Date.parse('2026-09-18T16:00:00.000Z');
    return raise();
  },
  NOTICE_NOT_CURRENT: () => raise({ noticeNo: `N-${caseId}-02` }),
  OBJECTION_TARGET_NOT_PUBLISHED: () => raise({ targetFields: ['/product/processingRule'] }),
  OBJECTION_REPEATED: async () => {
    await raise();
    return raise();
  },
  OBJECTION_OPEN: async () => {
    await raise();
    return register.send('zhengzhou-clock', 'application:closeNotice', { caseId });
  },
  OBJECTION_NOT_OPEN: async () => {
    await raise();
    return register.send(decider, 'objection:decideObjection', about(`OB-${caseId}-002`, dismissed()));
  },
  OBJECTION_ALREADY_ANSWERED: async () => {
    const body = about(await raised(), reply);
    await register.send(applicant, 'objection:replyToObjection', body);
    return register.send(applicant, 'objection:replyToObjection', body);
  },
  UPHELD_FIELDS_NOT_TARGETED: () => decide(partUpheld(['/product/dataName'])),
  AMENDMENT_PERIOD_OVER: async () => {
    await decide(partUpheld());
    return supply([summary], '2026-10-30T02:00:00.000Z');
  },
  AMENDMENT_NOT_AS_UPHELD: async () => {
    await decide(partUpheld());
    return supply([{ path: '/product/dataName', value: '别的名称' }]);
  },
};

describe('the refusals of objections', () => {
  it.each(Object.entries(SCENARIOS))('%s is met on the real contract', async (code, scenario) => {
    expect((await refused(scenario())).code).toBe(code);
  });

  it('tell a stranger nothing of the case', async () => {
    const refusal = await refused(raise({ targetFields: ['/product/processingRule'] }));
    expect(refusal.details).toEqual({ fields: ['/product/processingRule'] });
  });
});

describe('an amendment', () => {
  it('is worked in, and the clock of the review goes on from where the notice stopped it', async () => {
    await decide(partUpheld());
    const { answer } = await supply([summary], '2026-09-17T02:00:00.000Z');
    expect(answer).toMatchObject({ state: 'REVIEWED', deadlineAt: '2026-10-08T16:00:00.000Z' });
    const again = await register.send(decider, 'application:publishNotice', { caseId, withheld: [] });
    expect(again.answer).toMatchObject({ state: 'NOTICE', noticeNo: `N-${caseId}-02` });
    const record = register.ledger.read(recordKey('case', caseId)) as CaseRecord;
    const published = record.notices[1]!.publishedFields.find(({ path }) => path === summary.path);
    expect(published?.value).toBe(summary.value);
  });

  it('that does not come lets anybody say that the notice has failed', async () => {
    await decide(partUpheld());
    register.now = Date.parse('2026-09-24T16:00:00.000Z');
    const { answer } = await register.send('guiyang-applicant-1', 'application:failNotice', { caseId });
    expect(answer).toMatchObject({ state: 'TERMINATED' });
  });
});
