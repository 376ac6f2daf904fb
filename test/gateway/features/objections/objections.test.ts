// SPDX-License-Identifier: Apache-2.0
import type { Response } from 'supertest';
import { sealed } from '../../../../chaincode/src/protocol/schemas/primitives';
import { mayReadEvidence } from '../../../../gateway/src/features/objections/evidenceAccess';
import { callerNamed } from '../../../support/callers';
import { databaseKinds } from '../../../support/databases';
import { NOTICE_PROFILE } from '../../../support/foundLedger';
import { bodyOf, newGatewayBed } from '../../../support/gatewayBed';
import type { GatewayBed } from '../../../support/gatewayBed';
import { carryToNotice, fileApplication } from '../../../support/gatewayJourney';
import { anObjectionForm, raiseObjection } from '../../../support/objectionJourney';

interface Detail {
  readonly sight: string;
  readonly record: Record<string, unknown> & { readonly evidence: readonly { readonly docId: string }[] };
  readonly allowed: readonly string[];
  readonly transactionId: string;
}
interface Listed {
  readonly items: readonly { readonly objectionNo: string; readonly status: string }[];
  readonly nextCursor?: string;
}

const APPLICANT = 'zhengzhou-applicant-1';
const OBJECTOR = 'zhengzhou-applicant-2';
const DECIDER = 'zhengzhou-decider-1';

describe.each(databaseKinds())('objections on $name', (kind) => {
  let bed: GatewayBed;
  let caseId: string;
  let noticeNo: string;
  let objectionNo: string;
  beforeAll(async () => {
    bed = await newGatewayBed(await kind.openMigrated());
    const filed = await fileApplication(bed, { profileId: NOTICE_PROFILE });
    caseId = filed.caseId;
    noticeNo = await carryToNotice(bed, filed);
    objectionNo = await raiseObjection(bed, noticeNo);
  }, 120_000);
  afterAll(async () => {
    await bed.close();
    await kind.close();
  });
  const get = async (name: string, path: string): Promise<Response> => (await bed.as(name)).get(path);
  const post = async (name: string, path: string, body: object): Promise<Response> =>
    (await bed.as(name)).post(path, body);
  const detail = async (name: string): Promise<Detail> => {
    const answer = await get(name, `/objections/${objectionNo}`);
    expect(answer.status).toBe(200);
    return bodyOf<Detail>(answer);
  };

  it.each([
    [OBJECTOR, 'FULL', ['withdrawObjection']],
    [APPLICANT, 'FULL', ['replyToObjection']],
    [DECIDER, 'FULL', ['decideObjection']],
    ['zhengzhou-acceptance-1', 'FULL', []],
    ['supervisor-officer-1', 'LEDGER', []],
  ])('%s sees one with sight %s, and may: %j', async (name, sight, allowed) => {
    const seen = await detail(name);
    expect([seen.sight, seen.allowed]).toEqual([sight, allowed]);
    const { reason } = anObjectionForm() as { reason: string };
    if (sight === 'FULL') expect(seen.record['reason']).toBe(reason);
    else expect(sealed.safeParse(seen.record['reason']).success).toBe(true);
  });

  it.each(['zhengzhou-agent-1', 'agency-expert-1', 'guiyang-decider-1', 'guiyang-applicant-1', 'court-officer-1'])(
    'is nothing to %s: neither read, nor listed, nor acted on',
    async (name) => {
      expect((await get(name, `/objections/${objectionNo}`)).status).toBe(404);
      expect((await post(name, `/objections/${objectionNo}/withdraw`, { reason: '试探' })).status).toBe(404);
      expect(bodyOf<Listed>(await get(name, `/objections?caseId=${caseId}`)).items).toEqual([]);
    },
  );

  it('is counted in the notice, and nothing else of it is public', async () => {
    const notice = await bed.anonymous(`/notices/${noticeNo}`);
    expect(notice.body).toMatchObject({ objections: 1, caseState: 'NOTICE_OBJECTED', status: 'RUNNING' });
    expect(notice.text).not.toMatch(/OB-|62222222|commitment/);
    expect((await bed.anonymous(`/objections/${objectionNo}`)).status).toBe(401);
    expect((await bed.anonymous('/objections')).status).toBe(401);
  });

  it('shows in the timeline of its case as a step, without what was said', async () => {
    const timeline = await get(APPLICANT, `/applications/${caseId}/timeline`);
    const { items } = bodyOf<{ items: { type: string; data: object }[] }>(timeline);
    expect(items.at(-1)).toMatchObject({ type: 'noticeObjected', data: { objectionNo } });
    expect(timeline.text).toContain('与材料一致');
    expect(timeline.text).not.toContain('62222222');
  });

  it('lets its objector see nothing of the case', async () => {
    expect((await get(OBJECTOR, `/applications/${caseId}`)).status).toBe(404);
  });

  it('lets the parties and the registry read the evidence, and nobody else', async () => {
    const [{ docId }] = (await detail(OBJECTOR)).record.evidence as [{ docId: string }];
    const may = async (name: string): Promise<boolean> => mayReadEvidence(bed.database, await callerNamed(name), docId);
    const readers = [APPLICANT, DECIDER, OBJECTOR];
    expect(await Promise.all(readers.map(may))).toEqual([true, true, true]);
    const others = ['guiyang-decider-1', 'agency-expert-1', 'supervisor-officer-1', 'zhengzhou-agent-1'];
    expect(await Promise.all(others.map(may))).toEqual([false, false, false, false]);
  });

  it('opens nothing where somebody put a commitment of the case into an objection', async () => {
    const own = await bed.database
      .selectFrom('objections')
      .selectAll()
      .where('objection_no', '=', objectionNo)
      .executeTakeFirstOrThrow();
    const victim = await bed.database
      .selectFrom('cases')
      .select('record')
      .where('case_id', '=', caseId)
      .executeTakeFirstOrThrow();
    const stolen = { ...own.record, contact: victim.record.filing.applicants[0]!.phone };
    const append = async (record: typeof own.record): Promise<void> => {
      const transaction = { transactionId: 'd'.repeat(64), index: 0, validationCode: 'VALID', time: '', events: [] };
      const block = bed.ledger.append([{ ...transaction, records: [record] }]);
      await bed.projector.waitFor(block.number, 10_000);
    };
    await append(stolen);
    const seen = await detail(OBJECTOR);
    expect(sealed.safeParse(seen.record['contact']).success).toBe(true);
    expect(sealed.safeParse(seen.record['reason']).success).toBe(true);
    await append(own.record);
    expect((await detail(OBJECTOR)).record['contact']).toBe('0371-62222222');
  });

  it('is refused to the applicant, without evidence, and to a notice that is not there', async () => {
    const path = `/notices/${noticeNo}/objections`;
    const own = await bed.handIn((await bed.as(APPLICANT)).caller, 'own evidence');
    const byApplicant = await post(APPLICANT, path, { ...anObjectionForm(), evidence: [own] });
    expect([byApplicant.status, bodyOf<{ code: string }>(byApplicant).code]).toEqual([403, 'OBJECTOR_IS_PARTY']);
    expect((await post(OBJECTOR, path, { ...anObjectionForm(), evidence: [] })).status).toBe(422);
    expect((await post(OBJECTOR, path, { ...anObjectionForm(), evidence: [own] })).status).toBe(422);
    const nowhere = `/notices/N-411-01ARZ3NDEKTSV4RRFFQ69G5FAV-01/objections`;
    expect((await post(OBJECTOR, nowhere, { ...anObjectionForm(), evidence: [own] })).status).toBe(404);
    expect((await post(OBJECTOR, `/objections/${objectionNo}/burn`, {})).status).toBe(404);
  });

  it('is answered, decided, and listed by what became of it', async () => {
    const statement = { position: 'CONTESTS', statement: '数据由本公司采集' };
    const reply = await post(APPLICANT, `/objections/${objectionNo}/reply`, statement);
    expect([reply.status, reply.body]).toEqual([
      200,
      expect.objectContaining({ objectionNo, status: 'OPEN', state: 'NOTICE_OBJECTED', eventSeq: 2 }) as unknown,
    ]);
    const second = await raiseObjection(bed, noticeNo, { form: { ground: 'DUPLICATE' } });
    const decision = { decision: 'DISMISSED', reasonCode: 'OB-NOEVID', legalBasis: ['异议处理'], reason: '证据不足' };
    const decided = await post(DECIDER, `/objections/${objectionNo}/decide`, decision);
    expect(decided.body).toMatchObject({ status: 'DISMISSED', state: 'NOTICE_OBJECTED' });
    const { record, allowed, transactionId } = await detail(OBJECTOR);
    expect(record).toMatchObject({
      status: 'DISMISSED',
      reply: { statement: '数据由本公司采集' },
      closed: { outcome: 'DISMISSED', reason: '证据不足' },
    });
    expect([allowed, transactionId]).toEqual([[], bodyOf<{ transactionId: string }>(decided).transactionId]);
    const listed = async (query: string): Promise<string[]> =>
      bodyOf<Listed>(await get(DECIDER, `/objections?${query}`)).items.map((one) => one.objectionNo);
    expect(await listed(`caseId=${caseId}&status=OPEN`)).toEqual([second]);
    expect(await listed(`noticeNo=${noticeNo}&sort=raisedAt`)).toEqual([objectionNo, second]);
    const page = bodyOf<Listed>(await get(OBJECTOR, '/objections?limit=1'));
    expect(await listed(`limit=1&cursor=${page.nextCursor!}`)).toEqual([objectionNo]);
    const withdrawn = await post(OBJECTOR, `/objections/${second}/withdraw`, { reason: '双方已达成一致' });
    expect(withdrawn.body).toMatchObject({ status: 'WITHDRAWN', state: 'NOTICE' });
  });

  it('gives the same answer to the same request', async () => {
    const client = await bed.as(OBJECTOR);
    const evidence = [await bed.handIn(client.caller, 'evidence of a repeated request')];
    const form = { ...anObjectionForm({ ground: 'TRADE_SECRET' }), evidence };
    const path = `/notices/${noticeNo}/objections`;
    const [one, again] = [await client.post(path, form, 'same-key-1'), await client.post(path, form, 'same-key-1')];
    expect([one.status, again.status, again.body]).toEqual([201, 201, one.body]);
    expect(one.headers['location']).toBe(`/api/v1/objections/${bodyOf<{ objectionNo: string }>(one).objectionNo}`);
  });
});
