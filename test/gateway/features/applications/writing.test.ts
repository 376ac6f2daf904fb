// SPDX-License-Identifier: Apache-2.0
import type { Response } from 'supertest';
import { CASE_COMMANDS } from '../../../../chaincode/src/protocol/schemas/commands';
import { OBJECTION_STEPS } from '../../../../chaincode/src/protocol/schemas/objectionCommands';
import type { CaseRecord } from '../../../../chaincode/src/protocol/schemas/records';
import { mayReadMaterial } from '../../../../gateway/src/features/applications/materialAccess';
import { callerNamed } from '../../../support/callers';
import { databaseKinds } from '../../../support/databases';
import { bodyOf, newGatewayBed } from '../../../support/gatewayBed';
import type { GatewayBed } from '../../../support/gatewayBed';
import { aFormOf, carryToAgency, carryToNotice, fileApplication, give } from '../../../support/gatewayJourney';

interface Problem {
  readonly code: string;
  readonly problems?: readonly { readonly path: string; readonly code: string }[];
}
const paths = (answer: Response): string[] => (bodyOf<Problem>(answer).problems ?? []).map(({ path }) => path).sort();

describe.each(databaseKinds())('writing applications on $name', (kind) => {
  let bed: GatewayBed;
  beforeAll(async () => {
    bed = await newGatewayBed(await kind.openMigrated());
  }, 60_000);
  afterAll(async () => {
    await bed.close();
    await kind.close();
  });
  const ledgerText = (): string => JSON.stringify(bed.ledger.committed);
  const post = async (name: string, path: string, body: object, key?: string): Promise<Response> =>
    (await bed.as(name)).post(path, body, key);
  const height = (): number => bed.ledger.committed.length;

  it('opens a case at this gateway’s registry and puts no personal data on the ledger', async () => {
    const applicant = await bed.as('zhengzhou-applicant-1');
    const form = await aFormOf(bed, applicant, { withhold: [{ path: '/product/sources', reason: '合作方保密要求' }] });
    const answer = await applicant.post('/applications', form);
    expect(answer.status).toBe(201);
    const { caseId, state, blockNumber, transactionId } = bodyOf<Record<string, unknown>>(answer);
    expect(state).toBe('SUBMITTED');
    expect(answer.headers['location']).toBe(`/api/v1/applications/${String(caseId)}`);
    expect(bed.ledger.committed[blockNumber as number]!.transactions[0]!.transactionId).toBe(transactionId);
    const [{ contactName, phone }] = form.applicants as [(typeof form.applicants)[number]];
    for (const secret of [contactName, phone, form.product.processingRule!, '合作方保密要求']) {
      expect([secret, ledgerText().includes(secret)]).toEqual([secret, false]);
    }
    const row = await bed.database
      .selectFrom('cases')
      .select('record')
      .where('case_id', '=', String(caseId))
      .executeTakeFirstOrThrow();
    expect(row.record.filing.registry).toBe('91410100DEM0DJ412Y');
  });

  it('gives the first answer to a repeated request, and refuses another body under its key', async () => {
    const applicant = await bed.as('zhengzhou-applicant-1');
    const form = await aFormOf(bed, applicant);
    const first = await applicant.post('/applications', form, 'the-same-key-1');
    const again = await applicant.post('/applications', form, 'the-same-key-1');
    expect([first.status, again.status]).toEqual([201, 201]);
    // The repetition had a transaction of its own; the answer still names the one that opened the case.
    expect(height()).toBeGreaterThan(bodyOf<{ blockNumber: number }>(first).blockNumber + 1);
    expect(again.body).toEqual(first.body);
    const other = await applicant.post(
      '/applications',
      { ...form, withhold: [{ path: '/product/limits', reason: '其他' }] },
      'the-same-key-1',
    );
    expect([other.status, bodyOf<Problem>(other).code]).toEqual([409, 'IDEMPOTENCY_KEY_REUSED']);
  });

  it('names every bad field of a filing at once, the unknown ones too', async () => {
    const applicant = await bed.as('zhengzhou-applicant-1');
    const form = await aFormOf(bed, applicant);
    const bad = {
      ...form,
      colour: 'red',
      applicants: [{ ...form.applicants[0], idNumber: '91410100DEM0QY0190', phone: 'none' }],
      product: { ...form.product, dataName: '', classification: { ...form.product.classification, secret: true } },
    };
    const before = height();
    const answer = await applicant.post('/applications', bad);
    expect(answer.status).toBe(422);
    expect(paths(answer)).toEqual(
      expect.arrayContaining(['/applicants/0/phone', '/colour', '/product/classification/secret', '/product/dataName']),
    );
    expect(height()).toBe(before);
  });

  it('refuses a right that withheld sources do not carry, before they are sealed', async () => {
    const applicant = await bed.as('zhengzhou-applicant-1');
    const withhold = [{ path: '/product/sources', reason: '合作方保密要求' }];
    const form = await aFormOf(bed, applicant, { withhold });
    const [line] = form.rights;
    const scraped = {
      ...form,
      product: { ...form.product, sources: [{ kind: 'SCRAPED_OPEN_DATA', sharePercent: 100 }] },
      rights: [{ ...line, rightType: 'OPERATE' }],
    };
    const before = height();
    const answer = await applicant.post('/applications', scraped);
    expect([answer.status, answer.body]).toMatchObject([
      422,
      {
        code: 'RIGHT_NOT_ALLOWED_FOR_SOURCE',
        article: '《数据产权登记工作指引（试行）》第二十一条',
        reasonCode: 'RJ-MATRIX',
        lines: [{ path: '/rights/0/rightType', allowed: ['HOLD', 'USE'], moreWith: ['NON_SUBSTITUTION'] }],
      },
    ]);
    expect(height()).toBe(before);
    const held = { ...scraped, rights: [{ ...line, rightType: 'HOLD' }] };
    expect((await applicant.post('/applications', held)).status).toBe(201);
  });

  it('refuses documents that do not exist, and those of others alike', async () => {
    const applicant = await bed.as('zhengzhou-applicant-1');
    const other = await bed.as('zhengzhou-applicant-2');
    const form = await aFormOf(bed, applicant);
    form.materials[0]!.docId = await bed.handIn(other.caller, 'somebody else’s');
    form.materials[1]!.docId = `doc-${'0'.repeat(32)}`;
    form.rights[0]!.evidence = [form.materials[0]!.docId];
    form.product.sample.document = `doc-${'1'.repeat(32)}`;
    const answer = await applicant.post('/applications', form);
    expect(answer.status).toBe(422);
    const wrong = ['/materials/0/docId', '/materials/1/docId', '/product/sample/document', '/rights/0/evidence/0'];
    expect(paths(answer)).toEqual(wrong);
    expect(new Set(bodyOf<Problem>(answer).problems!.map(({ code }) => code))).toEqual(new Set(['unknown_document']));
  });

  it('refuses a writing request without an Idempotency-Key', async () => {
    const answer = await post('zhengzhou-applicant-1', '/applications', {}, '');
    expect([answer.status, bodyOf<Problem>(answer).code]).toEqual([400, 'IDEMPOTENCY_KEY_REQUIRED']);
  });

  it('answers an unknown command with the list of those there are', async () => {
    const { caseId } = await fileApplication(bed);
    for (const command of ['submit', 'decideObjection', 'burn', '__proto__', 'toString']) {
      const answer = await post('zhengzhou-acceptance-1', `/applications/${caseId}/${command}`, {});
      expect(answer.status).toBe(404);
      expect(bodyOf<{ commands: string[] }>(answer).commands).toEqual(
        CASE_COMMANDS.filter((name) => name !== 'submit' && !(OBJECTION_STEPS as readonly string[]).includes(name)),
      );
    }
  });

  it.each(['zhengzhou-applicant-2', 'guiyang-applicant-1', 'agency-expert-1', 'court-officer-1'])(
    'answers every command of the stranger %s with 404',
    async (name) => {
      const { caseId } = await fileApplication(bed);
      const before = height();
      for (const command of CASE_COMMANDS.filter((one) => one !== 'submit')) {
        expect((await post(name, `/applications/${caseId}/${command}`, {})).status).toBe(404);
      }
      expect(height()).toBe(before);
    },
  );

  it('answers a command that the state does not allow with the state and what is allowed', async () => {
    const { caseId } = await fileApplication(bed);
    const answer = await post('zhengzhou-decider-1', `/applications/${caseId}/grant`, {});
    expect(answer.status).toBe(409);
    expect(bodyOf<object>(answer)).toMatchObject({ state: 'SUBMITTED', allowed: expect.any(Array) as string[] });
  });

  it('refuses a command of the wrong role', async () => {
    const { caseId } = await fileApplication(bed);
    const answer = await post('zhengzhou-reviewer-1', `/applications/${caseId}/requestCorrection`, {
      items: [{ target: { material: 'SAMPLE' }, verdict: 'WRONG', reasonCode: 'CR-WRONG', note: '样例不符' }],
    });
    expect(answer.status).toBe(403);
  });

  it('takes further evidence by reference, and starts the clock of the review again', async () => {
    const { caseId, form } = await fileApplication(bed);
    const checklist = form.materials.map(({ type }) => ({ type, verdict: 'OK' }));
    await give(bed, { by: 'zhengzhou-acceptance-1', caseId, command: 'accept', form: { checklist } });
    const assignment = { command: 'assignReviewer', form: { reviewer: 'ZZ-RV-001' } };
    await give(bed, { by: 'zhengzhou-decider-1', caseId, ...assignment });
    const items = [{ material: 'SAMPLE', note: '请补充样例说明书' }];
    await give(bed, { by: 'zhengzhou-reviewer-1', caseId, command: 'requestSupplement', form: { items } });
    const { caller } = await bed.as('zhengzhou-applicant-1');
    const docId = await bed.handIn(caller, `further evidence on ${caseId}`);
    const unknown = { materials: [{ type: 'SAMPLE', docId: `doc-${'0'.repeat(32)}` }] };
    const refused = await post('zhengzhou-applicant-1', `/applications/${caseId}/supplySupplement`, unknown);
    expect([refused.status, paths(refused)]).toEqual([422, ['/materials/0/docId']]);
    const supply = { command: 'supplySupplement', form: { materials: [{ type: 'SAMPLE', docId }] } };
    const answer = await give(bed, { by: 'zhengzhou-applicant-1', caseId, ...supply });
    expect(answer['state']).toBe('FORMAL_REVIEW');
    expect(ledgerText().includes('请补充样例说明书')).toBe(false);
    const reviewer = await callerNamed('zhengzhou-reviewer-1');
    expect(await mayReadMaterial(bed.database, reviewer, docId)).toBe(true);
  });

  describe('a correction', () => {
    const asked = async (fields: readonly string[], changes = {}): Promise<string> => {
      const { caseId } = await fileApplication(bed, changes);
      const items = fields.map((field) => ({
        target: { field },
        verdict: 'WRONG',
        reasonCode: 'CR-WRONG',
        note: '请更正所列内容',
      }));
      await give(bed, { by: 'zhengzhou-acceptance-1', caseId, command: 'requestCorrection', form: { items } });
      return caseId;
    };
    const supply = (caseId: string, fields: readonly { path: string; value: unknown }[]): Promise<Response> =>
      post('zhengzhou-applicant-1', `/applications/${caseId}/supplyCorrection`, { fields });
    const recordOf = async (caseId: string): Promise<CaseRecord> => {
      const client = await bed.as('zhengzhou-applicant-1');
      return bodyOf<{ record: CaseRecord }>(await client.get(`/applications/${caseId}`)).record;
    };

    it('seals what the same rules would have sealed in the filing, and nothing else', async () => {
      const caseId = await asked(['/applicants/0/phone', '/product/dataSummary', '/product/scenario']);
      const answer = await supply(caseId, [
        { path: '/applicants/0/phone', value: '0371-61112222' },
        { path: '/product/dataSummary', value: '更正后的简介' },
        { path: '/product/scenario', value: '更正后的应用场景' },
      ]);
      expect([answer.status, answer.text]).toEqual([200, answer.text]);
      expect(['0371-61112222', ledgerText().includes('0371-61112222')]).toEqual(['0371-61112222', false]);
      expect(['更正后的应用场景', ledgerText().includes('更正后的应用场景')]).toEqual(['更正后的应用场景', false]);
      expect(['更正后的简介', ledgerText().includes('更正后的简介')]).toEqual(['更正后的简介', true]);
      const { applicants, product } = (await recordOf(caseId)).filing;
      expect(applicants[0]!.phone).toBe('0371-61112222');
      expect([product.dataSummary, product.scenario]).toEqual(['更正后的简介', '更正后的应用场景']);
    });

    it('seals a withheld field again', async () => {
      const path = '/product/sources';
      const caseId = await asked([path], { withhold: [{ path, reason: '商业秘密' }] });
      const value = [{ kind: 'CONTRACT', sharePercent: 100 }];
      expect((await supply(caseId, [{ path, value }])).status).toBe(200);
      const row = await bed.database
        .selectFrom('cases')
        .select('record')
        .where('case_id', '=', caseId)
        .executeTakeFirstOrThrow();
      expect(row.record.filing.product.sources).toEqual({ commitment: expect.any(Object) as object });
      expect((await recordOf(caseId)).filing.product.sources).toEqual(value);
    });

    const stolen = { commitment: { sha256: 'a'.repeat(64), sm3: 'b'.repeat(64) } };
    const hostile: readonly (readonly [string, string, unknown])[] = [
      ['of another’s commitment', '/product/dataSummary', stolen],
      ['of a commitment inside a value', '/product/upstream', [{ description: stolen }]],
      ['of a field that does not exist', '/nothing/here', 'x'],
      ['through a list’s length', '/applicants/length', -1],
      ['far beyond the end of a list', '/applicants/999', {}],
      ['of the form’s skeleton', '/applicants', 5],
      ['of the form’s skeleton with the wrong kind', '/withhold', [{ path: 1 }]],
    ];
    it.each(hostile)('is refused %s, and nothing reaches the ledger', async (_, path, value) => {
      const caseId = await asked(['/product/dataSummary']);
      const before = height();
      const answer = await supply(caseId, [{ path, value }]);
      expect([answer.status, bodyOf<Problem>(answer).code]).toEqual([422, 'VALIDATION_FAILED']);
      expect(height()).toBe(before);
    });

    it('is refused for a part of what is sealed as a whole', async () => {
      const caseId = await asked(['/product/sources'], {
        withhold: [{ path: '/product/sources', reason: '商业秘密' }],
      });
      const answer = await supply(caseId, [
        { path: '/product/sources/0', value: { kind: 'CONTRACT', sharePercent: 1 } },
      ]);
      expect(bodyOf<Problem>(answer).problems![0]).toMatchObject({ path: '/fields/0/path', code: 'part_of_sealed' });
    });
  });

  describe('a document of a case', () => {
    const may = async (name: string, docId: string): Promise<boolean> => {
      await bed.as(name);
      return mayReadMaterial(bed.database, await callerNamed(name), docId);
    };

    it('is read by its parties, its registry and its agency at work, and by nobody else', async () => {
      const filed = await fileApplication(bed);
      const docId = filed.form.materials[0]!.docId;
      await carryToAgency(bed, filed);
      for (const name of [
        'zhengzhou-applicant-1',
        'zhengzhou-acceptance-1',
        'zhengzhou-decider-2',
        'agency-expert-1',
      ]) {
        expect([name, await may(name, docId)]).toEqual([name, true]);
      }
      for (const name of [
        'zhengzhou-applicant-2',
        'zhengzhou-agent-1',
        'agency-expert-2',
        'guiyang-acceptance-1',
        'supervisor-officer-1',
        'court-officer-1',
      ]) {
        expect([name, await may(name, docId)]).toEqual([name, false]);
      }
    });

    it('is out of the agency’s reach once its work is done, but its own report is not', async () => {
      const filed = await fileApplication(bed);
      await carryToNotice(bed, filed);
      expect(await may('agency-expert-1', filed.form.materials[0]!.docId)).toBe(false);
      const { record } = await bed.database
        .selectFrom('cases')
        .select('record')
        .where('case_id', '=', filed.caseId)
        .executeTakeFirstOrThrow();
      const report = record.agency!.opinion!.report.docId;
      expect(await may('agency-expert-1', report)).toBe(true);
      expect(await may('zhengzhou-applicant-1', report)).toBe(true);
    });

    it('does not become readable by being named in somebody else’s filing', async () => {
      const victim = await bed.as('zhengzhou-applicant-2');
      const docId = await bed.handIn(victim.caller, 'a secret of applicant 2');
      const { caseId } = await fileApplication(bed);
      await bed.database.insertInto('case_documents').values({ case_id: caseId, doc_id: docId }).execute();
      expect(await may('zhengzhou-applicant-1', docId)).toBe(false);
      expect(await may('zhengzhou-applicant-2', docId)).toBe(true);
      expect(await may('zhengzhou-applicant-2', `doc-${'9'.repeat(32)}`)).toBe(false);
    });
  });
});
