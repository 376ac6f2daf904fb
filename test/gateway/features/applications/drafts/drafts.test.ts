// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import request from 'supertest';
import type { Response } from 'supertest';
import type { ApplicationForm } from '../../../../../chaincode/src/protocol/schemas/filing';
import { MAX_DRAFT_BYTES } from '../../../../../gateway/src/drafts/draft';
import { MOST_DRAFTS } from '../../../../../gateway/src/drafts/draftStore';
import { CommitUnknown, LedgerBusy } from '../../../../../gateway/src/ledger/errors';
import { truncateReadModels } from '../../../../../gateway/src/projections/truncate';
import { databaseKinds } from '../../../../support/databases';
import { bodyOf, newGatewayBed } from '../../../../support/gatewayBed';
import type { GatewayBed } from '../../../../support/gatewayBed';
import { aFormOf } from '../../../../support/gatewayJourney';

const ME = 'zhengzhou-applicant-1';
const DEFAULT_KEY = (): string => randomUUID();

interface Ask {
  readonly by?: string;
  readonly body?: object;
  readonly version?: number | string;
  readonly key?: string;
}
interface Detail {
  readonly draftId: string;
  readonly version: number;
  readonly form: Partial<ApplicationForm>;
  readonly isBeingFiled: boolean;
}
interface Problem {
  readonly code: string;
  readonly caseId?: string;
  readonly version?: number;
  readonly problems?: readonly { readonly path: string }[];
}
interface Findings {
  readonly isReady: boolean;
  readonly refusal?: Problem & { readonly instance: string };
}

const outcome = (answer: Response): readonly [number, string | undefined] => [
  answer.status,
  bodyOf<Partial<Problem>>(answer).code,
];

describe.each(databaseKinds())('drafts of applications on $name', (kind) => {
  let bed: GatewayBed;
  beforeAll(async () => {
    bed = await newGatewayBed(await kind.openMigrated());
  }, 60_000);
  afterAll(async () => {
    await bed.close();
    await kind.close();
  });

  const ask = async (method: 'get' | 'post' | 'put' | 'delete', path: string, asked: Ask = {}): Promise<Response> => {
    const { authorization } = await bed.as(asked.by ?? ME);
    const sent = request(bed.app)[method](`/api/v1${path}`).set('authorization', authorization);
    if (method === 'post') sent.set('idempotency-key', asked.key ?? DEFAULT_KEY());
    const { version } = asked;
    if (version !== undefined) sent.set('if-match', typeof version === 'number' ? `"${String(version)}"` : version);
    return asked.body === undefined ? sent : sent.send(asked.body);
  };
  const save = async (body: object, asked: Ask = {}): Promise<Detail> => {
    const answer = await ask('post', '/drafts', { ...asked, body });
    expect(answer.status).toBe(201);
    return bodyOf<Detail>(answer);
  };
  const wholeForm = async (): Promise<ApplicationForm> => aFormOf(bed, await bed.as(ME));
  const cases = async (): Promise<number> =>
    (await bed.database.selectFrom('cases').select('case_id').execute()).length;
  const height = (): number => bed.ledger.committed.length;
  const fileIt = ({ draftId, version }: Detail, key = randomUUID()): Promise<Response> =>
    ask('post', `/drafts/${draftId}/submit`, { version, key });

  it('are saved unfinished, read, listed, edited and deleted, and leave nothing on the ledger', async () => {
    const before = height();
    const made = await ask('post', '/drafts', { body: { product: { dataName: '半成品' } } });
    expect([made.status, made.headers['etag']]).toEqual([201, '"1"']);
    const { draftId } = bodyOf<Detail>(made);
    expect(made.headers['location']).toBe(`/api/v1/drafts/${draftId}`);
    const edited = await ask('put', `/drafts/${draftId}`, { version: 1, body: { product: { dataName: '成品' } } });
    expect([edited.status, edited.headers['etag']]).toEqual([200, '"2"']);
    const read = await ask('get', `/drafts/${draftId}`);
    expect(bodyOf<Detail>(read)).toMatchObject({ version: 2, form: { product: { dataName: '成品' } } });
    const { items } = bodyOf<{ items: object[] }>(await ask('get', '/drafts'));
    expect(items[0]).toMatchObject({ draftId, version: 2, dataName: '成品', isBeingFiled: false });
    expect(items[0]).not.toHaveProperty('form');
    expect((await ask('delete', `/drafts/${draftId}`, { version: 2 })).status).toBe(204);
    expect(outcome(await ask('get', `/drafts/${draftId}`))).toEqual([404, 'NOT_FOUND']);
    expect(height()).toBe(before);
  });

  it('are never written over by somebody who has seen an older version', async () => {
    const { draftId } = await save({});
    await ask('put', `/drafts/${draftId}`, { version: 1, body: { truthful: true } });
    const late = await ask('put', `/drafts/${draftId}`, { version: 1, body: {} });
    expect([late.status, late.body]).toMatchObject([412, { code: 'DRAFT_CHANGED', version: 2 }]);
    expect(outcome(await ask('delete', `/drafts/${draftId}`, { version: 1 }))).toEqual([412, 'DRAFT_CHANGED']);
    expect(outcome(await ask('post', `/drafts/${draftId}/submit`, { version: 1 }))).toEqual([412, 'DRAFT_CHANGED']);
    for (const version of [undefined, '*', '2', 'W/"2"']) {
      const asked = version === undefined ? { body: {} } : { body: {}, version };
      expect(outcome(await ask('put', `/drafts/${draftId}`, asked))).toEqual([428, 'IF_MATCH_REQUIRED']);
    }
    expect(bodyOf<Detail>(await ask('get', `/drafts/${draftId}`)).form).toEqual({ truthful: true });
  });

  it('win only once where two people of one mind save at the same time', async () => {
    const { draftId } = await save({});
    const put = (profileId: string): Promise<Response> =>
      ask('put', `/drafts/${draftId}`, { version: 1, body: { profileId } });
    const answers = await Promise.all([put('a'), put('b'), put('c')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
  });

  it('are known to their owner only, and kept by those who file only', async () => {
    const { draftId } = await save({ profileId: 'mine' });
    const by = 'zhengzhou-applicant-2';
    for (const answer of [
      await ask('get', `/drafts/${draftId}`, { by }),
      await ask('get', `/drafts/${draftId}/findings`, { by }),
      await ask('put', `/drafts/${draftId}`, { by, version: 1, body: {} }),
      await ask('delete', `/drafts/${draftId}`, { by, version: 1 }),
      await ask('post', `/drafts/${draftId}/submit`, { by, version: 1 }),
    ]) {
      expect(outcome(answer)).toEqual([404, 'NOT_FOUND']);
    }
    expect(bodyOf<{ items: unknown[] }>(await ask('get', '/drafts', { by })).items).toEqual([]);
    for (const role of ['zhengzhou-acceptance-1', 'zhengzhou-decider-1', 'agency-expert-1']) {
      expect(outcome(await ask('get', `/drafts/${draftId}`, { by: role }))).toEqual([403, 'FORBIDDEN']);
      expect(outcome(await ask('post', '/drafts', { by: role, body: {} }))).toEqual([403, 'FORBIDDEN']);
    }
  });

  it('stand in the database encrypted, and open in no other row or version', async () => {
    const secret = '绝密产品名称';
    const { draftId } = await save({ product: { dataName: secret }, applicants: [{ contactName: secret }] });
    const row = await bed.database
      .selectFrom('drafts')
      .selectAll()
      .where('draft_id', '=', draftId)
      .executeTakeFirstOrThrow();
    const stored = Buffer.concat([Buffer.from(row.content!), Buffer.from(row.heading!)]);
    expect(stored.includes(Buffer.from(secret))).toBe(false);
    expect(JSON.stringify({ ...row, content: '', heading: '' })).not.toContain(secret);
    await bed.database.updateTable('drafts').set({ version: 2 }).where('draft_id', '=', draftId).execute();
    expect((await ask('get', `/drafts/${draftId}`)).status).toBe(500);
    await bed.database.deleteFrom('drafts').where('draft_id', '=', draftId).execute();
  });

  it('are made once for one key, and not with another form', async () => {
    const key = randomUUID();
    const first = await save({ profileId: 'x' }, { key });
    expect(await save({ profileId: 'x' }, { key })).toEqual(first);
    const other = await ask('post', '/drafts', { key, body: { profileId: 'y' } });
    expect(outcome(other)).toEqual([409, 'IDEMPOTENCY_KEY_REUSED']);
    const stranger = await save({ profileId: 'y' }, { key, by: 'zhengzhou-applicant-2' });
    expect(stranger.draftId).not.toBe(first.draftId);
  });

  it('take the parts of an application and no others, and only so much of them', async () => {
    const unknown = await ask('post', '/drafts', { body: { colour: 'red', product: { anything: [1] } } });
    expect(outcome(unknown)).toEqual([422, 'VALIDATION_FAILED']);
    expect(bodyOf<Problem>(unknown).problems!.map(({ path }) => path)).toEqual(['/colour']);
    const large = await ask('post', '/drafts', { body: { profileId: 'x'.repeat(MAX_DRAFT_BYTES) } });
    expect(outcome(large)).toEqual([413, 'PAYLOAD_TOO_LARGE']);
    const { draftId } = await save({});
    const grown = await ask('put', `/drafts/${draftId}`, {
      version: 1,
      body: { profileId: 'x'.repeat(MAX_DRAFT_BYTES) },
    });
    expect(outcome(grown)).toEqual([413, 'PAYLOAD_TOO_LARGE']);
  });

  it('are as many as one person may keep, however fast they come', async () => {
    const by = 'zhengzhou-agent-1';
    const answers = await Promise.all(
      Array.from({ length: MOST_DRAFTS + 4 }, (_, index) => ask('post', '/drafts', { by, body: { truthful: index } })),
    );
    const refused = answers.filter(({ status }) => status !== 201);
    expect(refused.map(outcome)).toEqual(Array.from({ length: 4 }, () => [409, 'TOO_MANY_DRAFTS']));
    interface Page {
      readonly items: readonly { readonly draftId: string }[];
      readonly nextCursor?: string;
    }
    const seen = new Set<string>();
    for (let query = '?limit=40'; query !== '';) {
      const { items, nextCursor } = bodyOf<Page>(await ask('get', `/drafts${query}`, { by }));
      for (const { draftId } of items) seen.add(draftId);
      query = nextCursor === undefined ? '' : `?limit=40&cursor=${nextCursor}`;
    }
    expect(seen.size).toBe(MOST_DRAFTS);
    const [one] = seen;
    expect((await ask('delete', `/drafts/${one!}`, { by, version: 1 })).status).toBe(204);
    expect((await ask('post', '/drafts', { by, body: {} })).status).toBe(201);
  });

  it('find what filing would be refused for, each stage in the words of the refusal', async () => {
    const form = await wholeForm();
    const [line] = form.rights;
    const scraped = [{ kind: 'SCRAPED_OPEN_DATA', sharePercent: 100 }];
    const broken: readonly (readonly [object, number, string])[] = [
      [{}, 422, 'VALIDATION_FAILED'],
      [{ ...form, product: { ...form.product, dataName: '' } }, 422, 'VALIDATION_FAILED'],
      [{ ...form, materials: [{ ...form.materials[0], docId: `doc-${'0'.repeat(32)}` }] }, 422, 'VALIDATION_FAILED'],
      [
        { ...form, product: { ...form.product, sources: scraped }, rights: [{ ...line, rightType: 'OPERATE' }] },
        422,
        'RIGHT_NOT_ALLOWED_FOR_SOURCE',
      ],
      [{ ...form, profileId: 'no-such-profile' }, 409, 'PROFILE_NOT_AVAILABLE'],
    ];
    for (const [body, status, code] of broken) {
      const draft = await save(body);
      const found = bodyOf<Findings>(await ask('get', `/drafts/${draft.draftId}/findings`));
      const before = height();
      const answer = await fileIt(draft);
      // The same problem, but for the name of its occurrence.
      const refusal = { ...bodyOf<Problem>(answer), instance: found.refusal!.instance };
      expect([answer.status, refusal.code]).toEqual([status, code]);
      expect(found).toMatchObject({ isReady: false, refusal });
      expect(height()).toBe(before);
      // A refusal leaves the draft as it was, to be mended.
      const kept = bodyOf<Detail>(await ask('get', `/drafts/${draft.draftId}`));
      expect(kept).toEqual(draft);
    }
  });

  it('are ready where the ledger would take them, which asking does not make it do', async () => {
    const draft = await save(await wholeForm());
    const before = height();
    const findings = await ask('get', `/drafts/${draft.draftId}/findings`);
    expect([findings.status, findings.body]).toEqual([200, { draftId: draft.draftId, version: 1, isReady: true }]);
    expect(height()).toBe(before);
    const openings = await bed.database.selectFrom('openings').select('commitment').execute();
    const requests = await bed.database.selectFrom('command_requests').select('idempotency_key').execute();
    expect((await fileIt(draft)).status).toBe(201);
    expect((await bed.database.selectFrom('openings').select('commitment').execute()).length).toBeGreaterThan(
      openings.length,
    );
    expect(await bed.database.selectFrom('command_requests').select('idempotency_key').execute()).toHaveLength(
      requests.length + 1,
    );
  });

  it('become one case when they are filed, give the same answer again, and are forgotten', async () => {
    const draft = await save(await wholeForm());
    const before = await cases();
    const key = randomUUID();
    const answer = await fileIt(draft, key);
    expect([answer.status, answer.body]).toMatchObject([201, { state: 'SUBMITTED' }]);
    const { caseId } = bodyOf<{ caseId: string }>(answer);
    expect(answer.headers['location']).toBe(`/api/v1/applications/${caseId}`);
    const again = await fileIt(draft, key);
    expect([again.status, again.body]).toEqual([201, answer.body]);
    const other = await fileIt(draft);
    expect([other.status, other.body]).toMatchObject([409, { code: 'DRAFT_FILED', caseId }]);
    expect(outcome(await ask('get', `/drafts/${draft.draftId}`))).toEqual([404, 'NOT_FOUND']);
    const { items } = bodyOf<{ items: readonly Detail[] }>(await ask('get', '/drafts'));
    expect(items.map(({ draftId }) => draftId)).not.toContain(draft.draftId);
    expect(await cases()).toBe(before + 1);
    const row = bed.database.selectFrom('drafts').select(['content', 'heading']);
    expect(await row.where('draft_id', '=', draft.draftId).executeTakeFirst()).toEqual({
      content: null,
      heading: null,
    });
  });

  describe('whose filing got lost on its way back', () => {
    /** The ledger takes it, and nobody learns of it. */
    const loseOneAnswer = (): void => {
      const submit = bed.ledger.submit.bind(bed.ledger);
      bed.ledger.submit = async (call) => {
        bed.ledger.submit = submit;
        const { transactionId } = await submit(call);
        throw new CommitUnknown({ transactionId });
      };
    };
    const turnAwayOnce = (): void => {
      const submit = bed.ledger.submit.bind(bed.ledger);
      bed.ledger.submit = () => {
        bed.ledger.submit = submit;
        return Promise.reject(new LedgerBusy({ retryAfterSeconds: 1 }));
      };
    };

    it('stay as they are until it is known, and never become two cases under whatever key', async () => {
      const draft = await save(await wholeForm());
      const before = await cases();
      loseOneAnswer();
      const lost = await fileIt(draft);
      expect(outcome(lost)).toEqual([202, 'COMMIT_UNKNOWN']);
      const { draftId } = draft;
      expect(bodyOf<Detail>(await ask('get', `/drafts/${draftId}`)).isBeingFiled).toBe(true);
      const change = await ask('put', `/drafts/${draftId}`, { version: 1, body: {} });
      expect(outcome(change)).toEqual([409, 'DRAFT_BEING_FILED']);
      expect(outcome(await ask('delete', `/drafts/${draftId}`, { version: 1 }))).toEqual([409, 'DRAFT_BEING_FILED']);
      const found = await fileIt(draft);
      expect(found.status).toBe(201);
      expect(await cases()).toBe(before + 1);
    });

    it('stay held while a later attempt is not even sent', async () => {
      const draft = await save(await wholeForm());
      const before = await cases();
      loseOneAnswer();
      await fileIt(draft);
      turnAwayOnce();
      expect(outcome(await fileIt(draft))).toEqual([503, 'LEDGER_BUSY']);
      const change = await ask('put', `/drafts/${draft.draftId}`, { version: 1, body: {} });
      expect(outcome(change)).toEqual([409, 'DRAFT_BEING_FILED']);
      expect((await fileIt(draft)).status).toBe(201);
      expect(await cases()).toBe(before + 1);
    });

    it('are free again where the first attempt was not sent at all', async () => {
      const draft = await save(await wholeForm());
      turnAwayOnce();
      expect(outcome(await fileIt(draft))).toEqual([503, 'LEDGER_BUSY']);
      const change = await ask('put', `/drafts/${draft.draftId}`, { version: 1, body: {} });
      expect(change.status).toBe(200);
    });
  });

  it('are filed once where two requests come at the same time', async () => {
    const draft = await save(await wholeForm());
    const before = await cases();
    const answers = await Promise.all([fileIt(draft), fileIt(draft), fileIt(draft)]);
    expect(answers.map(({ status }) => status).every((status) => status === 201 || status === 409)).toBe(true);
    const filed = answers.filter(({ status }) => status === 201).map((one) => bodyOf<{ caseId: string }>(one).caseId);
    expect([new Set(filed).size, await cases()]).toEqual([1, before + 1]);
  });

  it('outlive a rebuild of the read models', async () => {
    const draft = await save({ profileId: 'kept' });
    await truncateReadModels(bed.database);
    expect(bodyOf<Detail>(await ask('get', `/drafts/${draft.draftId}`))).toEqual(draft);
  });
});
