// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import type { ApplicationForm } from '@registry/chaincode/protocol';
import type { DemoCase } from '@registry/scripts/demo/demoCase';
import { buildApplication } from '@registry/scripts/demo/filing';
import type { FiledMaterial } from '@registry/scripts/demo/filing';
import { storeMaterials, submit } from '@registry/scripts/demo/intake';
import { caseIdOf } from '@registry/scripts/demo/procedure';
import type { RestAnswer, RestClient } from '@registry/scripts/rest/restClient';
import { ENGINE } from '@registry/scripts/system/startSystem';
import { waitFor } from '@registry/scripts/system/waitFor';
import { withContentOf } from '../support/content';
import { expectProblem } from '../support/problems';
import { START_MS, startTestSystem, TEST_PROFILE } from '../support/system';
import type { TestSystem } from '../support/system';

/** Each round of a frozen engine lasts as long as the gateway's deadlines. */
const FROZEN_MS = 300_000;

let register: TestSystem;
let applicant: RestClient;
let filed: DemoCase;
let materials: readonly FiledMaterial[];
let form: ApplicationForm;

beforeAll(async () => {
  register = await startTestSystem({ COMMIT_TIMEOUT_SECONDS: '1' });
  filed = await register.newCase('zhengzhou');
  applicant = await filed.desk.person('zhengzhou-applicant-2');
  materials = await storeMaterials(filed, applicant);
  form = buildApplication(filed.dossier, materials, { profileId: TEST_PROFILE });
  await submit(filed, applicant, { materials, left: [] });
}, START_MS);

afterAll(() => register.stop(), START_MS);

const probe = async (path: string): Promise<number> => (await fetch(`${register.url('zhengzhou')}${path}`)).status;
const becomes = (path: string, status: number): Promise<true> =>
  waitFor(async () => ((await probe(path)) === status ? true : undefined), {
    what: `${path} with ${String(status)}`,
    timeoutMs: 60_000,
  });

const ownCases = async (): Promise<string[]> => {
  const { body: page } = await applicant.get('/applications?mine=true&limit=100');
  return (page as { items: { caseId: string }[] }).items.map(({ caseId }) => caseId);
};

/** One key, one content: so many filings of one content at a time would only wait for each other. */
const file = (key: string): Promise<RestAnswer> => applicant.post('/applications', withContentOf(form, key), key);

/** Repeats a request under its key until its fate is known. */
const settle = (key: string): Promise<RestAnswer> =>
  waitFor(
    async () => {
      const answer = await file(key);
      return answer.status === 201 ? answer : undefined;
    },
    { what: 'A settled answer', timeoutMs: 90_000, everyMs: 300 },
  );

const kill = async (part: string): Promise<void> => {
  register.system.parts.expectEnd(part);
  register.system.parts.get(part).kill('SIGKILL');
  await register.system.parts.get(part).ended;
};

describe('a lost engine', () => {
  it('is 503 for writes and turns readiness off, while reads go on; its return heals everything', async () => {
    const before = await ownCases();
    await kill(ENGINE);
    const key = randomUUID();
    const lost = await file(key);
    expectProblem(lost, 503, 'LEDGER_UNAVAILABLE');
    expect(Number(lost.headers.get('retry-after'))).toBeGreaterThan(0);
    await becomes('/readyz', 503);
    expect(await probe('/healthz')).toBe(200);
    expect(await ownCases()).toEqual(before);

    await register.system.restart(ENGINE);
    await becomes('/readyz', 200);
    const { caseId } = (await settle(key)).body as { caseId: string };
    expect((await ownCases()).sort()).toEqual([...before, caseId].sort());
  });
});

describe('a killed gateway', () => {
  it('comes back with its sessions and goes on where its read model stood', async () => {
    const officer = await register.desk('guiyang').person('supervisor-officer-1');
    await kill('guiyang');
    const later = await register.newCase('zhengzhou');
    await submit(later, applicant, { materials, left: [] });
    await register.system.restart('guiyang');
    const seen = await waitFor(
      async () => {
        const answer = await officer.get(`/applications/${caseIdOf(later)}`);
        return answer.status === 200 ? answer : undefined;
      },
      { what: 'The case at the other registry', timeoutMs: 30_000 },
    );
    expect(seen.body).toMatchObject({ sight: 'LEDGER', record: { caseId: caseIdOf(later), state: 'SUBMITTED' } });
  });
});

describe('a commit whose fate is unknown', () => {
  it(
    'is 202 with where to ask, and ends as exactly one case for each key',
    async () => {
      const engine = register.system.parts.get(ENGINE);
      const before = await ownCases();
      const keys: string[] = [];
      const answers: RestAnswer[] = [];
      // Where the engine stops is chance: a request may be endorsed, submitted or committed then. So it is tried again.
      for (let round = 0; round < 4 && !answers.some(({ status }) => status === 202); round += 1) {
        const batch = Array.from({ length: 24 }, () => randomUUID());
        keys.push(...batch);
        const under = batch.map(file);
        // With the first answer there, the others are on their way through all stages.
        await Promise.race(under);
        engine.kill('SIGSTOP');
        answers.push(...(await Promise.all(under)));
        engine.kill('SIGCONT');
      }
      expect(answers.every(({ status }) => [201, 202, 503].includes(status))).toBe(true);

      const unknown = answers.find(({ status }) => status === 202)!;
      const { transactionId, statusUrl } = unknown.body as { transactionId: string; statusUrl: string };
      expect(statusUrl).toBe(`/api/v1/transactions/${transactionId}`);
      const fate = await waitFor(
        async () => {
          const answer = await applicant.get(`/transactions/${transactionId}`);
          return answer.status === 200 ? answer : undefined;
        },
        { what: 'The fate of the transaction', timeoutMs: 60_000, everyMs: 300 },
      );
      expect((fate.body as { transactionId: string }).transactionId).toBe(transactionId);

      const settled: string[] = [];
      for (const key of keys) settled.push(((await settle(key)).body as { caseId: string }).caseId);
      expect(new Set(settled).size).toBe(keys.length);
      expect((await ownCases()).sort()).toEqual([...before, ...settled].sort());
    },
    FROZEN_MS,
  );
});
