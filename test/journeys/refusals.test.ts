// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import { act } from '@registry/scripts/demo/demoCase';
import type { DemoCase } from '@registry/scripts/demo/demoCase';
import { buildApplication } from '@registry/scripts/demo/filing';
import type { FiledMaterial } from '@registry/scripts/demo/filing';
import { storeMaterials, submit } from '@registry/scripts/demo/intake';
import { accept, caseIdOf, reviewFormally } from '@registry/scripts/demo/procedure';
import { openSession, readUsers } from '@registry/scripts/rest/logIn';
import type { RestAnswer, RestClient } from '@registry/scripts/rest/restClient';
import { expectProblem } from '../support/problems';
import { START_MS, startTestSystem, TEST_PROFILE } from '../support/system';
import type { TestSystem } from '../support/system';

const MAX_MATERIAL_BYTES = 400_000;
const REQUESTS_PER_PERSON = 400;
const LOGIN_FAILURES = 4;

let register: TestSystem;
let applicant: RestClient;
let filed: DemoCase;
let materials: readonly FiledMaterial[];
let path: string;

const applicationBody = (): Record<string, unknown> =>
  structuredClone(buildApplication(filed.dossier, materials, { profileId: TEST_PROFILE }));

beforeAll(async () => {
  register = await startTestSystem({
    MAX_MATERIAL_BYTES: String(MAX_MATERIAL_BYTES),
    REQUESTS_PER_PERSON: String(REQUESTS_PER_PERSON),
    LOGIN_FAILURES: String(LOGIN_FAILURES),
  });
  filed = await register.newCase('zhengzhou');
  applicant = await filed.desk.person('zhengzhou-applicant-2');
  materials = await storeMaterials(filed, applicant);
  await submit(filed, applicant, { materials, left: [] });
  path = `/applications/${caseIdOf(filed)}`;
}, START_MS);

afterAll(() => register.stop(), START_MS);

const raw = (body: string | Buffer, headers: Record<string, string>): Promise<Response> =>
  fetch(`${register.url('zhengzhou')}/api/v1/applications`, {
    method: 'POST',
    body: new Uint8Array(Buffer.from(body)),
    headers,
  });

describe('bad input', () => {
  it('is answered with every bad field at once, unknown ones too', async () => {
    const body = applicationBody();
    const product = body['product'] as Record<string, unknown>;
    product['dataName'] = '长'.repeat(41);
    product['sources'] = [{ kind: 'CONTRACT', sharePercent: 90 }];
    product['price'] = 1;
    (body['applicants'] as Record<string, unknown>[])[0]!['idNumber'] = '91410105DEM0QY0270';
    delete body['truthful'];
    const { problems } = expectProblem(await applicant.post('/applications', body), 422, 'VALIDATION_FAILED');
    expect(problems?.map((problem) => problem.path).sort()).toEqual([
      '/applicants/0/idNumber',
      '/product/dataName',
      '/product/price',
      '/product/sources',
      '/truthful',
    ]);
  });

  it('names each document that the caller did not hand in', async () => {
    const body = applicationBody();
    (body['materials'] as { docId: string }[])[1]!.docId = `doc-${'0'.repeat(32)}`;
    const { problems } = expectProblem(await applicant.post('/applications', body), 422, 'VALIDATION_FAILED');
    expect(problems).toEqual([expect.objectContaining({ path: '/materials/1/docId' })]);
  });

  it.each([
    ['is no JSON', '{"a":', 400, 'INVALID_JSON'],
    ['holds a key twice', '{"a":1,"a":2}', 400, 'INVALID_JSON'],
    ['holds a fraction', '{"a":1.5}', 400, 'INVALID_JSON'],
    ['is not UTF-8', Buffer.from([0x22, 0xff, 0x22]), 400, 'INVALID_JSON'],
    ['is larger than a form can be', `"${'a'.repeat(1_100_000)}"`, 413, 'PAYLOAD_TOO_LARGE'],
  ] as const)('is refused where a body %s', async (_, body, status, code) => {
    const { token } = await session('zhengzhou-applicant-2');
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    };
    const response = await raw(body, headers);
    expect({ status: response.status, code: ((await response.json()) as { code: string }).code }).toEqual({
      status,
      code,
    });
  });

  it('is refused in another content type', async () => {
    const { token } = await session('zhengzhou-applicant-2');
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'text/plain', 'idempotency-key': randomUUID() };
    expect((await raw('{}', headers)).status).toBe(415);
  });

  it('includes a write without an Idempotency-Key', async () => {
    const { token } = await session('zhengzhou-applicant-2');
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const response = await raw(JSON.stringify(applicationBody()), headers);
    expect(response.status).toBe(400);
    expect(((await response.json()) as { code: string }).code).toBe('IDEMPOTENCY_KEY_REQUIRED');
  });

  it.each(['/applications?colour=red', '/notices?limit=0', '/certificates?limit=101', '/applications?cursor=abc'])(
    'includes the query of %s',
    async (query) => {
      expectProblem(await applicant.get(query), 400, 'BAD_REQUEST');
    },
  );

  it('includes a file above the limit, of which nothing is kept', async () => {
    const bytes = Buffer.alloc(MAX_MATERIAL_BYTES + 1, 'a,b\n');
    expectProblem(await applicant.upload({ bytes, name: 'big.csv', mime: 'text/csv' }), 413, 'PAYLOAD_TOO_LARGE');
    const small = await applicant.upload({ bytes: bytes.subarray(0, 100), name: 'small.csv', mime: 'text/csv' });
    expect(small.status).toBe(201);
  });

  it('includes a program that calls itself a PDF', async () => {
    const bytes = Buffer.concat([Buffer.from('7f454c460201010000000000', 'hex'), Buffer.alloc(500)]);
    const answer = await applicant.upload({ bytes, name: 'a.pdf', mime: 'application/pdf' });
    expectProblem(answer, 415, 'UNSUPPORTED_MEDIA_TYPE');
  });
});

const session = async (username: string): Promise<{ token: string }> => {
  const { usersFile, url } = register.system.gateways.find(({ organization }) => organization.name === 'zhengzhou')!;
  const user = (await readUsers(usersFile)).find((entry) => entry.username === username)!;
  return { token: await openSession(url, user) };
};

const finding = { verdict: 'SATISFIED', finding: '符合' };
const points = { description: finding, source: finding, rights: finding };

/** Each command with a form that its schema takes, and somebody whose role may never give it. */
const WRONG_ROLES = [
  [
    'requestCorrection',
    'applicant',
    { items: [{ target: { material: 'SOURCE_PROOF' }, verdict: 'MISSING', reasonCode: 'CR-MISSING', note: '缺' }] },
  ],
  ['supplyCorrection', 'acceptance', { materials: [], fields: [] }],
  ['proposeRefusal', 'applicant', { reasonCode: 'NA-LAW', legalBasis: ['x'], reason: 'x' }],
  ['refuse', 'acceptance', {}],
  ['accept', 'applicant', { checklist: [{ type: 'SAMPLE', verdict: 'OK' }] }],
  ['assignReviewer', 'reviewer', { reviewer: 'ZZ-RV-001' }],
  ['passFormalReview', 'decider', { points, noInterest: true }],
  ['assignAgency', 'acceptance', { agency: '91410100DEM0FW419C', method: 'ROTATION' }],
  ['declareIndependence', 'reviewer', { noInterest: true, statement: 'x' }],
  ['publishNotice', 'reviewer', { withheld: [] }],
  ['grant', 'acceptance', {}],
] as const;

describe('who may do what', () => {
  it('begins with a log-in', async () => {
    expectProblem(await register.anonymous('zhengzhou').get('/applications'), 401, 'UNAUTHENTICATED');
    expectProblem(await register.anonymous('zhengzhou').as('x'.repeat(43)).get(path), 401, 'UNAUTHENTICATED');
  });

  it.each(WRONG_ROLES)('keeps %s from a person of the role %s', async (command, role, form) => {
    const client = role === 'applicant' ? applicant : await filed.desk.staff(role);
    expectProblem(await client.post(`${path}/${command}`, form), 403, 'ACCESS_DENIED');
  });

  it('hides a case from a stranger as if it were not there', async () => {
    const stranger = await filed.desk.person('zhengzhou-applicant-1');
    expectProblem(await stranger.get(path), 404, 'NOT_FOUND');
    expectProblem(await stranger.post(`${path}/supplyCorrection`, { materials: [], fields: [] }), 404, 'NOT_FOUND');
  });

  it('lets only those read a document who may see its case', async () => {
    const [{ docId }] = materials as [FiledMaterial];
    const stranger = await filed.desk.person('zhengzhou-applicant-1');
    expectProblem(await stranger.get(`/materials/${docId}`), 404, 'NOT_FOUND');
    const officer = await filed.desk.staff('acceptance');
    expect((await officer.get(`/materials/${docId}`)).body).toBe(filed.dossier.file.bytes.toString('utf8'));
  });

  it('stops whoever tries passwords, for that account only', async () => {
    const anonymous = register.anonymous('zhengzhou');
    const attempt = (): Promise<RestAnswer> =>
      anonymous.post('/sessions', { username: 'court-officer-1', password: 'not the password' });
    for (let tries = 0; tries < LOGIN_FAILURES; tries += 1) expectProblem(await attempt(), 401, 'LOGIN_FAILED');
    const stopped = await attempt();
    expectProblem(stopped, 429, 'TOO_MANY_REQUESTS');
    expect(Number(stopped.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await session('agency-expert-2')).token).toMatch(/^[\w-]{43,}$/);
  });

  it('answers 429 to one person who asks too much, and goes on serving the others', async () => {
    const supervisor = await filed.desk.person('supervisor-officer-2');
    const statuses: number[] = [];
    for (let batch = 0; batch < 9; batch += 1) {
      const answers = await Promise.all(Array.from({ length: 50 }, () => supervisor.get('/profiles')));
      statuses.push(...answers.map(({ status }) => status));
    }
    expect(new Set(statuses)).toEqual(new Set([200, 429]));
    expect((await applicant.get('/profiles')).status).toBe(200);
  });
});

describe('the state of a case', () => {
  it('is given with what is possible now, where a command does not fit it', async () => {
    const decider = await filed.desk.staff('decider');
    const problem = expectProblem(await decider.post(`${path}/grant`, {}), 409, 'UNEXPECTED_STATE');
    expect(problem).toMatchObject({ state: 'SUBMITTED' });
    expect(Array.isArray(problem['allowed'])).toBe(true);
  });

  it('is what the list of allowed commands follows', async () => {
    const officer = await filed.desk.staff('acceptance');
    const { body } = await officer.get(path);
    expect((body as { allowed: string[] }).allowed.sort()).toEqual(['accept', 'proposeRefusal', 'requestCorrection']);
    expect(((await applicant.get(path)).body as { allowed: string[] }).allowed).toEqual(['withdraw']);
  });

  it('knows no other command than those of the table', async () => {
    const problem = expectProblem(await applicant.post(`${path}/approve`, {}), 404, 'NOT_FOUND');
    expect(problem['commands']).toContain('supplyCorrection');
  });

  it.each([
    '/applications/411-00000000000000000000000000',
    '/applications/x',
    '/certificates/SJ4112026110001x',
    '/nothing',
  ])('is nothing at %s', async (address) => {
    expectProblem(await applicant.get(address), 404, 'NOT_FOUND');
  });

  it('demands every required material before a case is accepted', async () => {
    const careless = await register.newCase('zhengzhou');
    await submit(careless, applicant, { materials, left: ['SOURCE_PROOF'] });
    const officer = await filed.desk.staff('acceptance');
    const checklist = materials
      .filter(({ type }) => type !== 'SOURCE_PROOF')
      .map(({ type }) => ({ type, verdict: 'OK' }));
    const answer = await officer.post(`/applications/${caseIdOf(careless)}/accept`, { checklist });
    expectProblem(answer, 409, 'MATERIALS_NOT_IN_ORDER');
  });

  it('lets nobody review who was not assigned', async () => {
    const other = await register.newCase('zhengzhou');
    await submit(other, applicant, { materials, left: [] });
    await accept(other, materials);
    const decider = await filed.desk.staff('decider');
    const address = `/applications/${caseIdOf(other)}`;
    expect((await decider.post(`${address}/assignReviewer`, { reviewer: 'ZZ-RV-777' })).status).toBe(200);
    const reviewer = await filed.desk.staff('reviewer');
    const answer = await reviewer.post(`${address}/passFormalReview`, { points, noInterest: true });
    expectProblem(answer, 403, 'NOT_THE_ASSIGNED_REVIEWER');
  });

  it('keeps an agency with a declared tie to the applicant away from the case', async () => {
    const tied = await register.newCase('guiyang', { applicant: 'guiyang-applicant-1' });
    const company = await tied.desk.person('guiyang-applicant-1');
    const handedIn = await storeMaterials(tied, company);
    await submit(tied, company, { materials: handedIn, left: [] });
    await accept(tied, handedIn);
    await reviewFormally(tied);
    const decider = await tied.desk.staff('decider');
    const form = { agency: '91520100DEM0FW523B', method: 'ROTATION' };
    const answer = await decider.post(`/applications/${caseIdOf(tied)}/assignAgency`, form);
    expectProblem(answer, 409, 'AGENCY_NOT_INDEPENDENT');
  });
});

describe('a repeated request', () => {
  it('is answered as the first time, and nothing is done twice', async () => {
    const body = applicationBody();
    const key = randomUUID();
    const first = await applicant.post('/applications', body, key);
    const second = await applicant.post('/applications', body, key);
    expect(first.status).toBe(201);
    expect({ ...(second.body as object), transactionId: '', blockNumber: 0 }).toEqual({
      ...(first.body as object),
      transactionId: '',
      blockNumber: 0,
    });
  });

  it('is one case even where both arrive at once', async () => {
    const body = applicationBody();
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 5 }, () => applicant.post('/applications', body, key)));
    const settled = await Promise.all(
      answers.map(async (answer) => (answer.status === 201 ? answer : applicant.post('/applications', body, key))),
    );
    expect(new Set(settled.map((answer) => (answer.body as { caseId: string }).caseId)).size).toBe(1);
  });

  it('is refused under the same key with another body', async () => {
    const key = randomUUID();
    await act(filed, { client: applicant, path: '/applications', body: applicationBody(), words: 'file again' });
    expect((await applicant.post('/applications', applicationBody(), key)).status).toBe(201);
    const other = applicationBody();
    (other['product'] as Record<string, unknown>)['dataSummary'] = '另一份概述';
    expectProblem(await applicant.post('/applications', other, key), 409, 'IDEMPOTENCY_KEY_REUSED');
  });
});
