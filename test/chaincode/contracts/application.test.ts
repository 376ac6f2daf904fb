// SPDX-License-Identifier: Apache-2.0
import { recordKey, serialKey } from '../../../chaincode/src/ledger/keys';
import { custodyPolicy } from '../../../chaincode/src/ledger/endorsement';
import { digestOf } from '../../../chaincode/src/protocol/digest';
import { eventHashOf } from '../../../chaincode/src/protocol/eventHash';
import { NO_EVENT_HASH } from '../../../chaincode/src/protocol/schemas/events';
import type { DomainEvent } from '../../../chaincode/src/protocol/schemas/events';
import type { CaseAnswer, CaseRecord, CommandAnswer } from '../../../chaincode/src/protocol/schemas/records';
import { applyToCase } from '../../../chaincode/src/domain/applications/apply';
import type { CaseEvent } from '../../../chaincode/src/domain/applications/apply';
import { issueCertificate } from '../../support/certificates';
import { aFiling, aMaterial, anApplicationForm, filingOf, GUIYANG, sealedValue } from '../../support/filing';
import { refused } from '../../support/refused';
import { aRegister, FRIDAY, Register } from '../../support/register';
import { straightPath } from '../../support/straightPath';

const ENDORSERS = ['ZhengzhouMSP', 'GuiyangMSP', 'SupervisorMSP'];
const policy = custodyPolicy('ZhengzhouMSP', ENDORSERS);
const kindOf = (key: string): string => key.split('\u0000')[1] ?? '';

let register: Register;
beforeEach(async () => {
  register = await aRegister();
});
afterEach(() => {
  jest.restoreAllMocks();
});

describe('submitting', () => {
  it('given a founded register, when an application comes, then case, event and answer are written, the case in custody', async () => {
    const { answer, writes, policies, reads, event } = await register.send(
      'zhengzhou-applicant-1',
      'application:submit',
      {
        filing: aFiling(),
      },
    );
    const { caseId } = answer as CommandAnswer;
    expect([...writes.keys()].map(kindOf)).toEqual(['case', 'content', 'idempotency']);
    expect([...writes.keys()][0]).toBe(recordKey('case', caseId));
    expect([...policies]).toEqual([[recordKey('case', caseId), policy]]);
    expect(reads.map(kindOf)).toEqual(['idempotency', 'profile', 'calendar', 'institution', 'content', 'case']);
    const { lastEventHash } = register.ledger.read(recordKey('case', caseId)) as CaseRecord;
    expect(event).toMatchObject({
      name: 'registry',
      payload: { events: [{ recordId: caseId, eventSeq: 1, eventHash: lastEventHash }] },
    });
    expect(answer).toEqual({
      caseId,
      state: 'SUBMITTED',
      eventSeq: 1,
      eventHash: lastEventHash,
      receiptNo: `R-${caseId}`,
      deadlineAt: '2026-09-16T16:00:00.000Z',
    });
  });

  it('does not write over a case that is there', async () => {
    const twin = await new Register().found();
    const { answer } = await register.send('zhengzhou-applicant-1', 'application:submit', { filing: aFiling() });
    const key = recordKey('case', (answer as CommandAnswer).caseId);
    twin.now = register.now - 60_000;
    twin.ledger.state.set(key, register.ledger.state.get(key)!);
    const refusal = await refused(twin.send('zhengzhou-applicant-1', 'application:submit', { filing: aFiling() }));
    expect(refusal.code).toBe('UNEXPECTED_STATE');
  });

  it('is refused to staff, and under a profile that is not there', async () => {
    const filing = aFiling();
    const byStaff = await refused(register.send('zhengzhou-decider-1', 'application:submit', { filing }));
    expect(byStaff.details).toEqual({ command: 'submit', role: 'decider' });
    const elsewhere = register.send('zhengzhou-applicant-1', 'application:submit', {
      filing: { ...filing, profileId: 'none-2026' },
    });
    expect((await refused(elsewhere)).code).toBe('PROFILE_NOT_AVAILABLE');
  });

  it('counts seconds under the test profile without reading a calendar', async () => {
    const filing = aFiling({ profileId: 'test-short-periods' });
    const { answer, reads } = await register.send('zhengzhou-applicant-1', 'application:submit', { filing });
    expect(reads.map(kindOf)).not.toContain('calendar');
    expect(answer).toMatchObject({ state: 'SUBMITTED' });
  });
});

describe('the straight path', () => {
  it('costs each command at most six reads and three writes, granting two more', async () => {
    const caseId = await register.caseIn('REGISTERED');
    const outcomes = register.ledger.outcomes.slice(-10);
    expect(outcomes.map(({ reads }) => reads.length).every((count) => count <= 6)).toBe(true);
    expect(outcomes.map(({ writes }) => writes.size)).toEqual([3, 3, 2, 2, 3, 2, 2, 3, 2, 5]);
    expect(outcomes.map(({ policies }) => policies.size)).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 2]);
    expect(register.ledger.read(recordKey('case', caseId))).toMatchObject({ state: 'REGISTERED', eventSeq: 10 });
  });

  it('ends with a certificate in custody of its registry, and the serial that it took', async () => {
    const caseId = await register.caseIn('REGISTERED');
    const { writes, policies, event } = register.ledger.outcomes.at(-1)!;
    const number = 'SJ4112026090001';
    expect([...writes.keys()].map(kindOf)).toEqual(['event', 'case', 'certificate', 'serial', 'idempotency']);
    expect([...policies]).toEqual([
      [recordKey('certificate', number), policy],
      [serialKey('411', '202609'), policy],
    ]);
    expect((event?.payload as { events: DomainEvent[] }).events.map((one) => [one.type, one.recordId])).toEqual([
      ['certificateGranted', caseId],
      ['certificateIssued', number],
    ]);
    expect(register.ledger.read(serialKey('411', '202609'))).toEqual({ kind: 'serial', last: 1 });
  });

  it('numbers the next certificate of the month without touching the custody of the serial', async () => {
    await register.caseIn('REGISTERED');
    register.now = FRIDAY;
    await register.caseIn('REGISTERED');
    const { answer, policies } = register.ledger.outcomes.at(-1)!;
    expect(answer).toMatchObject({ certificateNumber: 'SJ4112026090002' });
    expect([...policies.keys()]).toEqual([recordKey('certificate', 'SJ4112026090002')]);
  });

  it('leaves one unbroken chain of events, from which the case can be rebuilt', async () => {
    const caseId = await register.caseIn('REGISTERED');
    const record = register.ledger.read(recordKey('case', caseId)) as CaseRecord;
    let previous = NO_EVENT_HASH;
    let rebuilt: CaseRecord | undefined;
    for (let seq = 1; seq <= record.eventSeq; seq += 1) {
      const event = register.ledger.event('case', caseId, seq) as CaseEvent;
      expect([event.eventSeq, event.prevEventHash, event.eventHash]).toEqual([seq, previous, eventHashOf(event)]);
      rebuilt = applyToCase(rebuilt, event);
      previous = event.eventHash;
    }
    expect(rebuilt).toEqual(record);
  });

  it('at guiyang goes without an agency, as its profile says', async () => {
    const form = anApplicationForm({ profileId: 'n35-2026' });
    const uscc = '91520100DEM0QY035A';
    const filing = filingOf(
      {
        ...form,
        applicants: [{ ...form.applicants[0]!, idNumber: uscc }],
        rights: [{ ...form.rights[0]!, holderUscc: uscc }],
      },
      GUIYANG,
    );
    const { answer } = await register.send('guiyang-applicant-1', 'application:submit', { filing });
    const { caseId } = answer as CommandAnswer;
    const isWithAgency = ['assignAgency', 'declareIndependence', 'submitOpinion'];
    let state = '';
    for (const { user, command, body } of straightPath(filing).filter((step) => !isWithAgency.includes(step.command))) {
      if (command === 'closeNotice') register.now = Date.parse('2026-09-18T16:00:00.000Z');
      const reviewer = command === 'assignReviewer' ? { reviewer: 'GY-RV-001' } : {};
      const outcome = await register.send(user.replace('zhengzhou', 'guiyang'), `application:${command}`, {
        caseId,
        ...body,
        ...reviewer,
      });
      ({ state } = outcome.answer as CommandAnswer);
    }
    expect(state).toBe('REGISTERED');
    expect(register.ledger.read(recordKey('certificate', 'SJ5212026090001'))).toMatchObject({ validTo: '2031-09-19' });
  });
});

describe('evidence asked for in a review', () => {
  it('is counted with the calendars of both years that the stopped clock touches, at most six reads a command', async () => {
    register.now = Date.parse('2025-12-22T02:00:00.000Z');
    const caseId = await register.caseIn('FORMAL_REVIEW');
    const items = [{ material: 'SAMPLE', note: sealedValue('/items/0/note', '请补充') }];
    await register.send('zhengzhou-reviewer-1', 'application:requestSupplement', { caseId, items });
    register.now = Date.parse('2026-01-04T02:00:00.000Z');
    const materials = [aMaterial('SAMPLE', 'new')];
    const { answer, reads } = await register.send('zhengzhou-applicant-1', 'application:supplySupplement', {
      caseId,
      materials,
    });
    expect(answer).toMatchObject({ state: 'FORMAL_REVIEW', deadlineAt: '2026-01-16T16:00:00.000Z' });
    expect(reads.filter((key) => kindOf(key) === 'calendar')).toHaveLength(2);
    expect(reads.length).toBeLessThanOrEqual(6);
  });
});

describe('silence of the registry', () => {
  it.each([
    ['in the week', '2026-09-11T02:00:00.000Z', ['CN-2026'], '2026-09-16T16:00:00.000Z'],
    ['before the autumn holidays', '2026-09-25T02:00:00.000Z', ['CN-2026'], '2026-10-07T16:00:00.000Z'],
  ])('%s is accepted by anybody once its period has passed', async (_, filedAt, calendarIds, acceptedAt) => {
    register.now = Date.parse(filedAt);
    const caseId = await register.caseIn('SUBMITTED');
    const { deadline } = register.ledger.read(recordKey('case', caseId)) as CaseRecord;
    register.now = Date.parse(deadline!.at!);
    const { answer, reads } = await register.send('guiyang-clock', 'application:deemAccepted', { caseId });
    expect(answer).toMatchObject({ state: 'ACCEPTED' });
    expect(reads.filter((key) => kindOf(key) === 'calendar')).toEqual(
      calendarIds.map((id) => recordKey('calendar', id)),
    );
    expect(register.ledger.read(recordKey('case', caseId))).toMatchObject({ acceptance: { acceptedAt } });
  });

  it('that would reach into a year without a calendar waits for it', async () => {
    register.now = Date.parse('2026-12-28T02:00:00.000Z');
    const caseId = await register.caseIn('SUBMITTED');
    register.now = Date.parse('2026-12-31T16:00:00.000Z');
    const command = register.send('zhengzhou-clock', 'application:deemAccepted', { caseId });
    expect((await refused(command)).code).toBe('CALENDAR_NOT_PUBLISHED');
  });
});

describe('a deadline that reaches into a year without a calendar', () => {
  it('is recomputed by anybody once the supervisor has approved that calendar, and then runs as any other', async () => {
    register.now = Date.parse('2026-12-30T02:00:00.000Z');
    const caseId = await register.caseIn('SUBMITTED');
    const key = recordKey('case', caseId);
    expect(register.ledger.read(key)).toMatchObject({
      deadline: { provisional: { countedTo: '2026-12-31', missing: 2, awaits: 'CN-2027' } },
    });
    const calendar = { calendarId: 'CN-2027', year: 2027, source: '示例通知', holidays: [], makeUpWorkdays: [] };
    const holiday = { ...calendar, holidays: [{ date: '2027-01-01', name: '元旦' }] };
    await register.send('supervisor-officer-1', 'calendar:propose', { calendar: holiday });
    const early = register.send('guiyang-clock', 'application:recomputeDeadline', { caseId });
    expect((await refused(early)).code).toBe('CALENDAR_NOT_PUBLISHED');
    const hash = digestOf(holiday);
    await register.send('supervisor-officer-2', 'calendar:approve', { calendarId: 'CN-2027', hash });
    const { answer, event } = await register.send('guiyang-clock', 'application:recomputeDeadline', { caseId });
    expect(answer).toMatchObject({ state: 'SUBMITTED', deadlineAt: '2027-01-05T16:00:00.000Z' });
    expect(event?.payload).toMatchObject({
      events: [{ type: 'deadlineRecomputed', calendarIds: ['CN-2026', 'CN-2027'] }],
    });
    register.now = Date.parse('2027-01-05T16:00:00.000Z');
    const accepted = await register.send('guiyang-clock', 'application:deemAccepted', { caseId });
    expect(accepted.answer).toMatchObject({ state: 'ACCEPTED', deadlineAt: '2027-01-20T16:00:00.000Z' });
  });

  it('tells everybody so in the answer and on the event', async () => {
    register.now = Date.parse('2026-12-30T02:00:00.000Z');
    const { answer, event } = await register.send('zhengzhou-applicant-1', 'application:submit', { filing: aFiling() });
    expect(answer).toMatchObject({ deadlineAwaits: 'CN-2027' });
    expect(answer).not.toHaveProperty('deadlineAt');
    expect(event?.payload).toMatchObject({ events: [{ deadlineAwaits: 'CN-2027', clockState: 'RUNNING' }] });
  });
});

describe('a command given again', () => {
  it('gives the first answer and writes nothing, even when the case has gone on', async () => {
    const request = { idempotencyKey: 'again-00001', filing: aFiling() };
    const first = await register.send('zhengzhou-applicant-1', 'application:submit', request);
    const { caseId } = first.answer as CommandAnswer;
    const checklist = aFiling().materials.map(({ type }) => ({ type, verdict: 'OK' }));
    await register.send('zhengzhou-acceptance-1', 'application:accept', { caseId, checklist });
    const second = await register.send('zhengzhou-applicant-1', 'application:submit', request);
    expect(second.answer).toEqual(first.answer);
    expect(second.writes.size).toBe(0);
    expect(second.event).toBeUndefined();
  });

  it.each([
    [
      'another body',
      { filing: aFiling({ withhold: [{ path: '/product/limits', reason: '其他' }] }) },
      'application:submit',
    ],
    ['another transaction', { caseId: '411-01M274ETG0KMNABKYG2P5AGZ67' }, 'application:refuse'],
  ])('with %s is refused under its key', async (_, body, name) => {
    const idempotencyKey = 'again-00002';
    await register.send('zhengzhou-applicant-1', 'application:submit', { idempotencyKey, filing: aFiling() });
    const refusal = await refused(register.send('zhengzhou-applicant-1', name, { idempotencyKey, ...body }));
    expect(refusal.code).toBe('IDEMPOTENCY_KEY_REUSED');
  });
});

describe('a refusal', () => {
  it('says where the case stands, what may be done now and which rule it was; nothing is written', async () => {
    const caseId = await register.caseIn('SUBMITTED');
    const before = new Map(register.ledger.state);
    const refusal = await refused(
      register.send('zhengzhou-acceptance-1', 'application:accept', {
        caseId,
        checklist: [{ type: 'SAMPLE', verdict: 'OK' }],
      }),
    );
    expect(refusal.code).toBe('MATERIALS_NOT_IN_ORDER');
    expect(refusal.details).toMatchObject({
      rule: refusal.explanation.rule,
      state: 'SUBMITTED',
      allowed: ['requestCorrection', 'proposeRefusal', 'accept'],
    });
    expect(register.ledger.state).toEqual(before);
  });

  it('in another state names the states in which the command may be given', async () => {
    const caseId = await register.caseIn('SUBMITTED');
    const refusal = await refused(register.send('zhengzhou-decider-1', 'application:grant', { caseId }));
    expect(refusal.details).toMatchObject({
      current: 'SUBMITTED',
      expected: ['READY'],
      state: 'SUBMITTED',
      allowed: [],
    });
  });

  it('tells a stranger neither whether there is such a case nor how it stands', async () => {
    const caseId = await register.caseIn('SUBMITTED');
    const none = '411-01M274ETG0KMNABKYG2P5AGZ67';
    for (const user of ['zhengzhou-applicant-2', 'guiyang-decider-1', 'agency-expert-1', 'court-officer-1']) {
      const [there, missing] = await Promise.all(
        [caseId, none].map((id) => refused(register.send(user, 'application:refuse', { caseId: id }))),
      );
      expect([there!.code, there!.details]).toEqual(['ACCESS_DENIED', { caseId }]);
      expect([missing!.code, missing!.details]).toEqual(['ACCESS_DENIED', { caseId: none }]);
    }
  });

  it('of a time rule is given to a stranger without the state of the case', async () => {
    const caseId = await register.caseIn('NOTICE');
    const refusal = await refused(register.send('guiyang-clock', 'application:closeNotice', { caseId }));
    expect(refusal.code).toBe('NOTICE_STILL_OPEN');
    expect(Object.keys(refusal.details)).toEqual(['endsAt']);
  });
});

describe('an officer made by the wrong authority', () => {
  const decider = { role: 'decider', staffNo: 'ZZ-RD-001', uscc: '91410100DEM0DJ412Y' };

  it.each([
    ['a decider of zhengzhou in a certificate of guiyang', 'GuiyangMSP', decider],
    [
      'a supervisor in a certificate of a registry',
      'ZhengzhouMSP',
      { role: 'supervisor', staffNo: 'SU-001', uscc: '11410000DEM0GL414X' },
    ],
    ['a decider who names the supervisor as the registry', 'SupervisorMSP', { ...decider, uscc: '11410000DEM0GL414X' }],
  ])('is nobody: %s', async (_, mspid, attributes) => {
    const caseId = await register.caseIn('ACCEPTED');
    const creator = { mspid, idBytes: Buffer.from(await issueCertificate(mspid, attributes)) };
    const command = await refused(
      register.send(creator, 'application:assignReviewer', { caseId, reviewer: 'ZZ-RV-001' }),
    );
    expect([command.code, command.details['state']]).toEqual(['ACCESS_DENIED', undefined]);
    expect((await refused(register.ask(creator, 'application:read', { caseId }))).code).toBe('ACCESS_DENIED');
  });
});

describe('reading a case', () => {
  it.each([
    ['zhengzhou-applicant-1', ['withdraw']],
    ['zhengzhou-acceptance-1', ['requestCorrection', 'proposeRefusal', 'accept']],
    ['zhengzhou-decider-1', []],
    ['supervisor-officer-1', []],
  ])('shows %s all of it, and what that person may do now', async (user, allowed) => {
    const caseId = await register.caseIn('SUBMITTED');
    const answer = (await register.ask(user, 'application:read', { caseId })) as CaseAnswer;
    expect(answer.record).toEqual(register.ledger.read(recordKey('case', caseId)));
    expect(answer.allowed).toEqual(allowed);
  });

  it.each(['zhengzhou-applicant-2', 'zhengzhou-agent-1', 'guiyang-decider-1', 'agency-expert-1', 'court-officer-1'])(
    'shows %s nothing',
    async (user) => {
      const caseId = await register.caseIn('SUBMITTED');
      const refusal = await refused(register.ask(user, 'application:read', { caseId }));
      expect([refusal.code, refusal.details]).toEqual(['ACCESS_DENIED', { caseId }]);
    },
  );

  it('shows the assigned agency its case', async () => {
    const caseId = await register.caseIn('REVIEWED');
    expect(await register.ask('agency-expert-1', 'application:read', { caseId })).toHaveProperty('record');
    expect((await refused(register.ask('agency-expert-2', 'application:read', { caseId }))).code).toBe('ACCESS_DENIED');
  });
});

describe('a request', () => {
  const send = async (raw: string): Promise<unknown> => {
    const refusal = await refused(register.send('zhengzhou-applicant-1', 'application:submit', {}, { raw }));
    return refusal.code === 'VALIDATION_FAILED'
      ? refusal.details['problems']
      : [refusal.code, refusal.details['reason']];
  };

  it('is refused with all its problems, each with its path', async () => {
    const filing = { ...aFiling(), registry: '1', extra: 1, product: { ...aFiling().product, dataName: '' } };
    const problems = (await send(JSON.stringify({ idempotencyKey: 'short', filing }))) as { path: string }[];
    expect(problems.map(({ path }) => path).sort()).toEqual([
      '/filing/extra',
      '/filing/product/dataName',
      '/filing/registry',
      '/idempotencyKey',
    ]);
  });

  it.each([
    ['no JSON', '{', 'INVALID_JSON'],
    ['a key that stands twice', '{"idempotencyKey":"key-00000001","idempotencyKey":"key-00000002"}', 'INVALID_JSON'],
    ['bytes that were no UTF-8', '{"idempotencyKey":"\ufffd"}', 'INVALID_JSON'],
    ['more than 256 KiB', JSON.stringify({ idempotencyKey: 'a'.repeat(262_144) }), 'INVALID_JSON'],
    ['more than 256 KiB once encoded', JSON.stringify({ idempotencyKey: '案'.repeat(100_000) }), 'INVALID_JSON'],
  ])('is refused with %s', async (_, raw, code) => {
    expect(await send(raw)).toEqual([code, expect.any(String)]);
  });

  it('is refused with at most a hundred problems', async () => {
    const extra = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`field${index}`, 1]));
    expect(await send(JSON.stringify({ idempotencyKey: 'key-00000001', filing: aFiling(), ...extra }))).toHaveLength(
      100,
    );
  });
});

describe('the time of a proposal', () => {
  it.each([
    ['back-dated by a day', -86_400_000],
    ['post-dated by a day', 86_400_000],
    ['missing', null],
  ])('is refused: %s', async (_, skew) => {
    const caseId = await register.caseIn('SUBMITTED');
    const command = register.send('zhengzhou-decider-1', 'application:refuse', { caseId }, { skew });
    expect((await refused(command)).code).toBe('TIME_SKEW');
    expect((await refused(register.ask('zhengzhou-decider-1', 'application:read', { caseId }, { skew }))).code).toBe(
      'TIME_SKEW',
    );
  });

  it('is refused before the last event, within what clocks may differ', async () => {
    const caseId = await register.caseIn('SUBMITTED');
    const checklist = aFiling().materials.map(({ type }) => ({ type, verdict: 'OK' }));
    const command = register.send(
      'zhengzhou-acceptance-1',
      'application:accept',
      { caseId, checklist },
      { skew: -60_001 },
    );
    expect((await refused(command)).code).toBe('TIME_BEFORE_LAST_EVENT');
  });
});
