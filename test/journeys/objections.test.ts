// SPDX-License-Identifier: Apache-2.0
import type { DemoCase } from '@registry/scripts/demo/demoCase';
import { storeMaterials, submit } from '@registry/scripts/demo/intake';
import {
  accept,
  awaitNoticeEnd,
  caseIdOf,
  grant,
  publishNotice,
  reviewFormally,
  reviewSubstantively,
} from '@registry/scripts/demo/procedure';
import type { RestAnswer, RestClient } from '@registry/scripts/rest/restClient';
import { anObjectionForm } from '../support/objectionJourney';
import { expectProblem } from '../support/problems';
import { NOTICE_PROFILE, START_MS, startTestSystem } from '../support/system';
import type { TestSystem } from '../support/system';

/** Applies; the objector is an applicant of another organization at the same registry. */
const APPLICANT = 'zhengzhou-applicant-2';
const OBJECTOR = 'zhengzhou-applicant-1';

interface Noticed {
  readonly demoCase: DemoCase;
  readonly caseId: string;
  readonly noticeNo: string;
}
interface Told {
  readonly objectionNo: string;
  readonly status: string;
  readonly state: string;
}

let register: TestSystem;
let objector: RestClient;
let applicant: RestClient;
let decider: RestClient;

beforeAll(async () => {
  register = await startTestSystem();
  const desk = register.desk('zhengzhou');
  [objector, applicant, decider] = await Promise.all([
    desk.person(OBJECTOR),
    desk.person(APPLICANT),
    desk.staff('decider'),
  ]);
}, START_MS);

afterAll(() => register.stop(), START_MS);

const done = ({ status, body }: RestAnswer, expected: number): unknown => {
  if (status !== expected) throw new Error(`${String(status)} ${JSON.stringify(body)}`);
  return body;
};

const noticeOf = async (caseId: string): Promise<string> => {
  const page = done(await decider.get(`/notices?caseId=${caseId}`), 200) as { items: { noticeNo: string }[] };
  return page.items[0]!.noticeNo;
};

const inNotice = async (): Promise<Noticed> => {
  const demoCase: DemoCase = { ...(await register.newCase('zhengzhou')), profileId: NOTICE_PROFILE };
  const materials = await storeMaterials(demoCase, applicant);
  await submit(demoCase, applicant, { materials, left: [] });
  await accept(demoCase, materials);
  await reviewFormally(demoCase);
  await reviewSubstantively(demoCase);
  await publishNotice(demoCase);
  const caseId = caseIdOf(demoCase);
  return { demoCase, caseId, noticeNo: await noticeOf(caseId) };
};

const handIn = async (client: RestClient, text: string): Promise<string> =>
  (
    done(await client.upload({ bytes: Buffer.from(`${text}\n`), name: `${text}.txt`, mime: 'text/plain' }), 201) as {
      docId: string;
    }
  ).docId;

const objectTo = async ({ noticeNo }: Noticed, changes: object = {}): Promise<Told> => {
  const evidence = [await handIn(objector, `evidence against ${noticeNo}`)];
  const form = { ...anObjectionForm(changes), evidence };
  return done(await objector.post(`/notices/${noticeNo}/objections`, form), 201) as Told;
};

const decide = async ({ objectionNo }: Told, decision: object): Promise<Told> => {
  const form = { legalBasis: ['异议处理'], reason: '经核实材料作出决定', ...decision };
  return done(await decider.post(`/objections/${objectionNo}/decide`, form), 200) as Told;
};

const recordOf = async (caseId: string): Promise<Record<string, unknown>> =>
  (done(await decider.get(`/applications/${caseId}`), 200) as { record: Record<string, unknown> }).record;

/** Both wait for the end of a notice, so they wait together. */
let dismissed: Noticed;
let amended: Noticed;

describe('an objection that is dismissed', () => {
  it('holds the notice up until then, and both sides are heard', async () => {
    dismissed = await inNotice();
    const told = await objectTo(dismissed);
    expect(told).toMatchObject({ status: 'OPEN', state: 'NOTICE_OBJECTED' });
    const notice = await register.anonymous('zhengzhou').get(`/notices/${dismissed.noticeNo}`);
    expect(notice.body).toMatchObject({ objections: 1, caseState: 'NOTICE_OBJECTED' });
    const close = await decider.post(`/applications/${dismissed.caseId}/closeNotice`, {});
    expectProblem(close, 409, 'OBJECTION_OPEN');
    const evidence = [await handIn(applicant, `reply to ${told.objectionNo}`)];
    const reply = { position: 'CONTESTS', statement: '数据由本公司采集', evidence };
    done(await applicant.post(`/objections/${told.objectionNo}/reply`, reply), 200);
    const after = await decide(told, { decision: 'DISMISSED', reasonCode: 'OB-DISMISSED' });
    expect(after).toMatchObject({ status: 'DISMISSED' });
    expect(['NOTICE', 'READY']).toContain(after.state);
    const { record } = done(await objector.get(`/objections/${told.objectionNo}`), 200) as { record: object };
    expect(record).toMatchObject({
      reply: { statement: '数据由本公司采集' },
      closed: { outcome: 'DISMISSED', reason: '经核实材料作出决定' },
    });
    expectProblem(await objector.get(`/applications/${dismissed.caseId}`), 404, 'NOT_FOUND');
    const read = await objector.get(`/materials/${evidence[0]!}`);
    expect(read.status).toBe(200);
  }, 120_000);
});

describe('an objection that is upheld in part', () => {
  it('leads to an amendment and a new notice, with a number and a period of its own', async () => {
    amended = await inNotice();
    const told = await objectTo(amended);
    const decision = { decision: 'PART', reasonCode: 'OB-PART', upheldFields: ['/product/dataSummary'] };
    expect(await decide(told, decision)).toMatchObject({ status: 'PART', state: 'AMENDMENT' });
    const fields = [{ path: '/product/dataSummary', value: '依异议决定更正的数据概述' }];
    const path = `/applications/${amended.caseId}`;
    const supplied = await applicant.post(`${path}/supplyAmendment`, { materials: [], fields });
    expect(done(supplied, 200) as Told).toMatchObject({ state: 'REVIEWED' });
    await publishNotice(amended.demoCase);
    const noticeNo = await noticeOf(amended.caseId);
    expect([amended.noticeNo.slice(-2), noticeNo.slice(-2)]).toEqual(['01', '02']);
    const notice = await register.anonymous('zhengzhou').get(`/notices/${noticeNo}`);
    expect(notice.body).toMatchObject({ status: 'RUNNING', objections: 0 });
    expect(JSON.stringify(notice.body)).toContain('依异议决定更正的数据概述');
  }, 120_000);
});

describe('an objection that is upheld', () => {
  it('ends the case as the profile says, with code and basis, and overtakes the others', async () => {
    const noticed = await inNotice();
    const [one, other] = [await objectTo(noticed), await objectTo(noticed, { ground: 'DUPLICATE' })];
    const after = await decide(one, { decision: 'UPHELD', reasonCode: 'OB-UPHELD' });
    expect(after).toMatchObject({ status: 'UPHELD', state: 'REJECTED' });
    expect(await recordOf(noticed.caseId)).toMatchObject({
      state: 'REJECTED',
      noticeFailure: { objectionNo: one.objectionNo, reasonCode: 'RJ-DISPUTE', legalBasis: ['异议处理'] },
    });
    const moot = done(await objector.get(`/objections/${other.objectionNo}`), 200) as { record: object };
    expect(moot.record).toMatchObject({ status: 'MOOT', closed: { caseState: 'REJECTED' } });
    const page = await decider.get(`/objections?caseId=${noticed.caseId}&status=MOOT`);
    expect((done(page, 200) as { items: Told[] }).items.map(({ objectionNo }) => objectionNo)).toEqual([
      other.objectionNo,
    ]);
  }, 120_000);
});

describe('the notices that were objected to', () => {
  it('end by the clock, and the certificates are granted', async () => {
    await Promise.all([dismissed, amended].map(({ demoCase }) => awaitNoticeEnd(demoCase)));
    for (const { demoCase } of [dismissed, amended]) {
      expect(await grant(demoCase)).toMatchObject({ state: 'REGISTERED' });
    }
    expect(await recordOf(amended.caseId)).toMatchObject({
      filing: { product: { dataSummary: '依异议决定更正的数据概述' } },
    });
  }, 180_000);
});
