// SPDX-License-Identifier: Apache-2.0
import { checkAnswer } from '@registry/chaincode/protocol';
import type {
  BelievedAnchor,
  RecognitionFinding,
  RecognitionQuestion,
  RecognitionSaid,
} from '@registry/chaincode/protocol';
import request from 'supertest';
import { Scheduler } from '../../../../gateway/src/scheduler/scheduler';
import { callerNamed } from '../../../support/callers';
import { databaseKinds } from '../../../support/databases';
import { bodyOf, newGatewayBed, silent } from '../../../support/gatewayBed';
import type { GatewayBed } from '../../../support/gatewayBed';
import { carryToCertificate, fileApplication } from '../../../support/gatewayJourney';

const GUIYANG_REGION = '520100';
const ZHENGZHOU_REGION = '410100';
const legalBasis = ['数据产品登记互认'];
const SECRET = '审查要点等效，无异议';

interface Answered {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

describe.each(databaseKinds())('recognition by another registry on $name', (kind) => {
  let bed: GatewayBed;
  let number: string;
  let guiyang: { readonly uscc: string; readonly profileIds: readonly string[] };
  let recognitionNo: string;
  beforeAll(async () => {
    bed = await newGatewayBed(await kind.openMigrated());
    number = await carryToCertificate(bed, await fileApplication(bed));
    const { items } = bodyOf<{ items: { institution: { mspId: string; uscc: string; profileIds: string[] } }[] }>(
      await bed.anonymous('/institutions?kind=REGISTRY'),
    );
    guiyang = items.map(({ institution }) => institution).find(({ mspId }) => mspId === 'GuiyangMSP')!;
  }, 120_000);
  afterAll(async () => {
    await bed.close();
    await kind.close();
  });

  const send = async (by: string, path: string, form: object): Promise<Answered> => {
    bed.pass(1_000);
    return (await bed.as(by)).post(path, form);
  };
  const step = (by: string, name: string, form: object): Promise<Answered> =>
    send(by, `/recognitions/${recognitionNo}/${name}`, form);
  const points = Object.fromEntries(
    ['description', 'source', 'rights'].map((point) => [point, { verdict: 'EQUIVALENT', finding: SECRET }]),
  );
  const decision = { outcome: 'FULL', legalBasis, reason: SECRET };
  const asked = { purpose: 'LISTING', region: GUIYANG_REGION, nonce: 'a-nonce-of-mine' } as const;
  type Said = RecognitionSaid & { readonly jws?: string };
  const ask = async (more: object = {}): Promise<Said> => {
    const query = new URLSearchParams({ number, ...asked, ...more } as Record<string, string>);
    return bodyOf<Said>(await bed.anonymous(`/recognition?${query.toString()}`));
  };
  const finding = async (more: object = {}): Promise<RecognitionFinding> => (await ask(more)).answers[0]!;
  const tick = async (): Promise<void> => {
    const { identity } = await callerNamed('guiyang-clock');
    const clock = { now: bed.ledger.now, sleep: () => Promise.resolve(), random: () => 0 };
    const parts = { database: bed.database, ledger: bed.ledger, registryUscc: guiyang.uscc, logger: silent };
    await new Scheduler({ ...parts, identity, clock }).tick();
    await bed.projector.waitFor((await bed.ledger.height()) - 1, 10_000);
  };

  it('is not there before it is asked for; where the certificate was issued it counts', async () => {
    expect(await finding()).toMatchObject({ recognized: false, reason: 'NOT_ASKED', status: 'VALID' });
    expect(await finding({ region: ZHENGZHOU_REGION })).toMatchObject({ recognized: true, basis: 'ISSUED' });
    expect(await finding({ number: 'SJ4112026019999' })).toBeDefined();
  });

  it('is asked for by the holder at its own gateway', async () => {
    const form = { number, registry: guiyang.uscc, purposes: ['LISTING', 'TRADE'] };
    expect((await send('zhengzhou-applicant-2', '/recognitions', form)).status).toBe(403);
    const { status, body } = await send('zhengzhou-applicant-1', '/recognitions', form);
    expect([status, body['state']]).toEqual([201, 'REQUESTED']);
    recognitionNo = body['recognitionNo'] as string;
    expect(await finding()).toMatchObject({ recognized: false, reason: 'PENDING' });
  });

  it('is verified and decided by two people of the registry that was asked', async () => {
    const { profileIds } = guiyang;
    const form = { profileId: profileIds[0], points };
    expect(await step('guiyang-reviewer-1', 'verify', form)).toMatchObject({
      status: 200,
      body: { state: 'VERIFIED' },
    });
    expect(await step('guiyang-decider-1', 'decide', { ...decision, conditions: ['x'] })).toMatchObject({
      status: 422,
      body: { code: 'VALIDATION_FAILED' },
    });
    expect(await step('guiyang-decider-1', 'decide', decision)).toMatchObject({ status: 200, body: { state: 'FULL' } });
    expect(await finding()).toMatchObject({ recognized: true, basis: 'RECOGNITION', outcome: 'FULL', recognitionNo });
    expect(await finding({ purpose: 'PLEDGE' })).toMatchObject({ recognized: false, reason: 'PURPOSE_NOT_COVERED' });
  });

  it('shows everybody what it says, and its words only to those whom it concerns', async () => {
    const seenBy = async (name: string): Promise<string> =>
      JSON.stringify(bodyOf(await (await bed.as(name)).get(`/recognitions/${recognitionNo}`)));
    for (const concerned of ['zhengzhou-applicant-1', 'guiyang-decider-1', 'supervisor-officer-1']) {
      expect(await seenBy(concerned)).toContain(SECRET);
    }
    for (const stranger of ['zhengzhou-applicant-2', 'zhengzhou-decider-1', 'agency-expert-1']) {
      const seen = await seenBy(stranger);
      expect(seen).toContain('"state":"FULL"');
      expect(seen).not.toContain(SECRET);
      expect(seen).not.toContain('identityKey');
    }
    const listedBy = async (name: string): Promise<number> =>
      bodyOf<{ items: unknown[] }>(await (await bed.as(name)).get('/recognitions')).items.length;
    expect(
      await Promise.all(['zhengzhou-applicant-1', 'guiyang-reviewer-1', 'supervisor-officer-1'].map(listedBy)),
    ).toEqual([1, 1, 1]);
    expect(await Promise.all(['zhengzhou-applicant-2', 'zhengzhou-decider-1'].map(listedBy))).toEqual([0, 0]);
    const filtered = `/recognitions?number=${number}&registry=${guiyang.uscc}&state=REFUSED`;
    expect(bodyOf<{ items: unknown[] }>(await (await bed.as('guiyang-reviewer-1')).get(filtered)).items).toEqual([]);
    const none = recognitionNo.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    expect((await (await bed.as('guiyang-reviewer-1')).get(`/recognitions/${none}`)).status).toBe(404);
  });

  it('is answered under the signature of the registry that answers, for the question that was asked', async () => {
    const { jws = '', ...said } = await ask();
    const { record } = await bed.database
      .selectFrom('institutions')
      .select('record')
      .where('uscc', '=', said.answeredBy)
      .executeTakeFirstOrThrow();
    const institutions = [{ uscc: said.answeredBy, keySets: record.certificateKeys }];
    const place = { channel: said.channel, register: said.register };
    const anchor = { place, lists: [{ institutions }] } as unknown as BelievedAnchor;
    const question: RecognitionQuestion = { numbers: [number], ...asked };
    const check = { anchor, question, now: Date.parse(said.at), mostAge: 60_000 };
    expect(checkAnswer(jws, check)).toEqual({ said });
    expect(checkAnswer(jws, { ...check, question: { ...question, purpose: 'TRADE' } })).toEqual({
      refusal: 'ANSWER_TO_ANOTHER_QUESTION',
    });
  });

  it('is asked of many at once, in their order, and of no more than a thousand', async () => {
    const other = 'SJ4112026019999';
    const numbers = [other, number, other];
    const client = await bed.as('zhengzhou-applicant-1');
    const many = await client.post('/recognition/query', { numbers, ...asked });
    const { answers } = bodyOf<Said>(many);
    expect([many.status, answers.map((one) => [one.number, one.recognized])]).toEqual([
      200,
      [
        [other, false],
        [number, true],
        [other, false],
      ],
    ]);
    const thousand = { numbers: Array.from({ length: 1_000 }, () => number), ...asked };
    const anybody = await request(bed.app).post('/api/v1/recognition/query').send(thousand);
    expect([anybody.status, bodyOf<Said>(anybody).answers.length]).toEqual([200, 1_000]);
    const tooMany = { numbers: Array.from({ length: 1_001 }, () => number), ...asked };
    expect((await client.post('/recognition/query', tooMany)).status).toBe(422);
    expect((await client.post('/recognition/query', { numbers: [], ...asked })).status).toBe(422);
  });

  it('counts no longer once its source is suspended, and the clock puts that on the ledger', async () => {
    const until = new Date(bed.ledger.now() + 10 * 86_400_000).toISOString().slice(0, 10);
    const officer = 'supervisor-officer-1';
    const words = { legalBasis, reason: SECRET };
    await send(officer, `/certificates/${number}/suspend`, { ...words, reasonCode: 'SP-CLUE', until });
    expect(await finding()).toMatchObject({ recognized: false, reason: 'SUSPENDED', status: 'SUSPENDED' });
    const stateIn = async (): Promise<unknown> => {
      const client = await bed.as('guiyang-decider-1');
      return bodyOf<{ summary: object }>(await client.get(`/recognitions/${recognitionNo}`)).summary;
    };
    expect(await stateIn()).toMatchObject({ state: 'FULL' });
    await tick();
    expect(await stateIn()).toMatchObject({ state: 'SUSPENDED', followed: { cause: 'SOURCE_STATUS' } });
    await send(officer, `/certificates/${number}/restore`, { ...words, reasonCode: 'RS-CLEARED' });
    expect(await finding()).toMatchObject({ recognized: true });
    await tick();
    expect(await stateIn()).toMatchObject({ state: 'FULL', followed: { cause: 'SOURCE_RESTORED' } });
    await send(officer, `/certificates/${number}/revoke`, { ...words, reasonCode: 'RV-FALSE', effect: 'AB_INITIO' });
    expect(await finding()).toMatchObject({ recognized: false, reason: 'ENDED', status: 'REVOKED' });
    await tick();
    await tick();
    expect(await stateIn()).toMatchObject({ state: 'ENDED', followed: { cause: 'SOURCE_STATUS' } });
  });

  it('that is refused may be appealed against, and the appeal is the supervisor’s', async () => {
    number = await carryToCertificate(bed, await fileApplication(bed));
    const form = { number, registry: guiyang.uscc, purposes: ['LISTING'] };
    recognitionNo = (await send('zhengzhou-applicant-1', '/recognitions', form)).body['recognitionNo'] as string;
    await step('guiyang-reviewer-1', 'verify', { profileId: guiyang.profileIds[0], points });
    const refusal = { outcome: 'REFUSED', reasonCode: 'RC-PROFILE', legalBasis, reason: SECRET };
    await step('guiyang-decider-1', 'decide', refusal);
    expect(await finding()).toMatchObject({ recognized: false, reason: 'REFUSED', reasonCode: 'RC-PROFILE' });
    expect((await step('zhengzhou-applicant-1', 'appeal', { statement: SECRET })).status).toBe(200);
    expect((await step('zhengzhou-applicant-1', 'appeal', { statement: SECRET })).body['code']).toBe('APPEAL_NOT_OPEN');
    const settled = { outcome: 'UPHELD', legalBasis, reason: SECRET };
    expect((await step('supervisor-officer-1', 'appeal/decide', settled)).status).toBe(200);
    expect((await step('guiyang-decider-2', 'decide', decision)).body['state']).toBe('FULL');
    expect(await finding()).toMatchObject({ recognized: true });
  });
});
