// SPDX-License-Identifier: Apache-2.0
import { isCertificateNumber } from '@registry/chaincode/protocol';
import { fileBatch } from '@registry/scripts/demo/batch';
import { isMet } from '@registry/scripts/demo/check';
import type { Check } from '@registry/scripts/demo/check';
import { FIRST_PRODUCTS } from '@registry/scripts/demo/demoProducts';
import { outcomeTable } from '@registry/scripts/demo/outcomeTable';
import { openDoors } from '@registry/scripts/demo/doors';
import { runDemo } from '@registry/scripts/demo/run';
import type { Outcome } from '@registry/scripts/demo/run';
import { START_MS, startTestSystem, TEST_PROFILE } from '../support/system';
import type { TestSystem } from '../support/system';

interface Step {
  readonly recordId: string;
  readonly type: string;
  readonly eventSeq: number;
  readonly eventHash: string;
  readonly prevEventHash: string;
}

let register: TestSystem;
let outcomes: readonly Outcome[];
let batch: readonly Check[];
const outcome = (key: string): Outcome => outcomes.find((one) => one.key === key)!;

beforeAll(async () => {
  register = await startTestSystem();
  const doors = await openDoors(
    register.system.gateways.map(({ organization: { name }, url, usersFile }) => ({ name, url, usersFile })),
  );
  const run = { topology: register.system.topology, doors, profileId: TEST_PROFILE, say: () => undefined };
  outcomes = await runDemo({ ...run, products: FIRST_PRODUCTS });
  batch = await fileBatch(run, 40);
}, 4 * START_MS);

afterAll(() => register.stop(), START_MS);

const timeline = async (key: string): Promise<readonly Step[]> => {
  const { registry, caseId } = outcome(key);
  const client = await register.desk(registry).staff('decider');
  const { status, body } = await client.get(`/applications/${caseId}/timeline`);
  expect(status).toBe(200);
  return (body as { items: readonly Step[] }).items;
};

describe('the procedure over REST', () => {
  it('brings every demonstration case to the end that it was meant for', () => {
    const ends = outcomes.map(({ key, state, problem }) => ({ key, state, problem }));
    expect(ends).toEqual([
      { key: 'divisions', state: 'REGISTERED' },
      { key: 'calendar', state: 'REGISTERED' },
      { key: 'land', state: 'REGISTERED' },
      { key: 'earthquakes', state: 'NOT_ACCEPTED' },
      { key: 'carbon dioxide', state: 'REGISTERED' },
    ]);
  });

  it('shows each of them in the table with certificate, block and transaction', () => {
    const table = outcomeTable(outcomes);
    for (const { caseId, certificateNumber, transactionId } of outcomes) {
      expect(table).toContain(caseId);
      expect(table).toContain(certificateNumber);
      expect(transactionId).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  it('numbers certificates by registry and month, without gaps', () => {
    const numbers = outcomes.filter(({ state }) => state === 'REGISTERED').map((one) => one.certificateNumber);
    expect(numbers.every(isCertificateNumber)).toBe(true);
    expect(numbers.map((number) => `${number.slice(2, 5)}/${number.slice(11)}`)).toEqual([
      '411/0001',
      '411/0002',
      '411/0003',
      '521/0001',
    ]);
  });

  it('takes the straight path through every step of the table', async () => {
    expect((await timeline('divisions')).map(({ type }) => type)).toEqual([
      'applicationSubmitted',
      'applicationAccepted',
      'reviewerAssigned',
      'formalReviewPassed',
      'drawRequested',
      'agencyAssigned',
      'independenceDeclared',
      'opinionSubmitted',
      'noticePublished',
      'noticeClosed',
      'certificateGranted',
      'certificateIssued',
    ]);
  });

  it('asks once for what is missing, and goes on when it is supplied', async () => {
    const types = (await timeline('calendar')).map(({ type }) => type);
    expect(types.slice(0, 4)).toEqual([
      'applicationSubmitted',
      'correctionRequested',
      'correctionSupplied',
      'applicationAccepted',
    ]);
    expect(types.at(-1)).toBe('certificateIssued');
  });

  it('refuses in two steps by two people', async () => {
    const steps = (await timeline('earthquakes')) as readonly (Step & { actor: { role: string } })[];
    expect(steps.map(({ type, actor }) => [type, actor.role])).toEqual([
      ['applicationSubmitted', 'applicant'],
      ['refusalProposed', 'acceptance'],
      ['applicationRefused', 'decider'],
    ]);
  });

  it.each(['divisions', 'calendar', 'carbon dioxide'])(
    'chains the events of the %s case by their hashes',
    async (key) => {
      const steps = await timeline(key);
      const { caseId, certificateNumber } = outcome(key);
      expect(new Set(steps.map(({ recordId }) => recordId))).toEqual(new Set([caseId, certificateNumber]));
      for (const record of [caseId, certificateNumber]) {
        const chain = steps.filter(({ recordId }) => recordId === record);
        expect(chain.map(({ eventSeq }) => eventSeq)).toEqual(chain.map((_, index) => index + 1));
        const hashes = ['0'.repeat(64), ...chain.map(({ eventHash }) => eventHash)];
        expect(chain.map(({ prevEventHash }) => prevEventHash)).toEqual(hashes.slice(0, -1));
      }
    },
  );
});

describe('a batch that is broken off and sent again', () => {
  it('files every line but the bad one, and none of them twice', () => {
    expect(batch.length).toBeGreaterThan(4);
    expect(batch.filter((check) => !isMet(check))).toEqual([]);
  });
});

describe('what the public sees', () => {
  it.each(['divisions', 'carbon dioxide'])('is a certificate of the %s that names what was examined', async (key) => {
    const { registry, certificateNumber } = outcome(key);
    const { status, body } = await register.anonymous(registry).get(`/certificates/${certificateNumber}`);
    expect(status).toBe(200);
    const check = body as { status: string; examined: { kind: string; verdict: string }[]; ledger: object };
    expect(check.status).toBe('VALID');
    expect(check.examined).toHaveLength(6);
    expect(check.examined.every(({ verdict }) => verdict === 'SATISFIED')).toBe(true);
    expect(check.ledger).toMatchObject({ channel: 'registry' });
  });

  it('is the same certificate at either gateway, since both follow the same ledger', async () => {
    const { certificateNumber } = outcome('divisions');
    const [one, other] = await Promise.all(
      ['zhengzhou', 'guiyang'].map((registry) =>
        register.anonymous(registry).get(`/certificates/${certificateNumber}`),
      ),
    );
    const digest = (answer: typeof one): unknown => (answer!.body as { recordDigest: unknown }).recordDigest;
    expect(digest(one)).toEqual(digest(other));
  });

  it('leaves out of a notice what the applicant had withheld, and names it as withheld', async () => {
    const list = await register.anonymous('zhengzhou').get('/notices?limit=100');
    const notices = (list.body as { items: { caseId: string; noticeNo: string }[] }).items;
    const { noticeNo } = notices.find(({ caseId }) => caseId === outcome('calendar').caseId)!;
    const { status, body } = await register.anonymous('zhengzhou').get(`/notices/${noticeNo}`);
    expect(status).toBe(200);
    const published = JSON.stringify(body);
    expect(published).toContain('2004至2026年全国节假日与调休安排数据集');
    expect(published).toContain('/product/sources');
    expect(published).not.toContain('sharePercent');
    expect(published).not.toContain('0371-00000000');
  });

  it('holds no contact person, telephone number or trade secret anywhere', async () => {
    for (const path of ['/certificates?limit=100', '/notices?limit=100', '/institutions?limit=100']) {
      const { status, body } = await register.anonymous('zhengzhou').get(path);
      expect(status).toBe(200);
      expect(JSON.stringify(body)).not.toMatch(/示例联系人|0371-00000000|抓取公开网页/);
    }
  });
});
