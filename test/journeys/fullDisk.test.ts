// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { RestAnswer } from '@registry/scripts/rest/restClient';
import { ENGINE } from '@registry/scripts/system/startSystem';
import { waitFor } from '@registry/scripts/system/waitFor';
import { auditLedger } from '../../network/src/embedded/ledger/audit';
import { withContentOf } from '../support/content';
import { openWorkplace } from '../support/crash/workplace';
import type { Workplace } from '../support/crash/clients';
import { itWithFullDisk, liftFileSize, limitFileSize } from '../support/fileSizeLimit';
import { expectProblem } from '../support/problems';
import { START_MS, startTestSystem } from '../support/system';
import type { TestSystem } from '../support/system';

const MEBIBYTE = 1_048_576;
const FULL_MS = 120_000;

describe('a full disk', () => {
  let register: TestSystem;
  let workplace: Workplace;

  beforeAll(async () => {
    register = await startTestSystem({ COMMIT_TIMEOUT_SECONDS: '1' });
    workplace = await openWorkplace(register, 'zhengzhou');
  }, START_MS);

  afterAll(() => register.stop(), START_MS);

  const file = (key: string): Promise<RestAnswer> =>
    workplace.applicant.post('/applications', withContentOf(workplace.form, key), key);
  const ownCases = async (): Promise<string[]> => {
    const { status, body } = await workplace.applicant.get('/applications?mine=true&limit=100');
    expect(status).toBe(200);
    return (body as { items: { caseId: string }[] }).items.map(({ caseId }) => caseId);
  };
  const becomesReady = (isReady: boolean): Promise<true> =>
    waitFor(async () => ((await fetch(`${register.url('zhengzhou')}/readyz`)).ok === isReady ? true : undefined), {
      what: `A readiness of ${String(isReady)}`,
      timeoutMs: 60_000,
    });
  const ledgerFolder = (): string => join(register.system.layout.network, 'ledger');
  const logBytes = (): number => {
    const folder = join(ledgerFolder(), 'blocks-and-state');
    const logs = readdirSync(folder).filter((name) => name.endsWith('.log'));
    return Math.max(...logs.map((name) => statSync(join(folder, name)).size));
  };

  itWithFullDisk()(
    'of the engine is 503 for writes and turns readiness off, reads go on, and room heals it without a restart',
    async () => {
      const { pid } = register.system.parts.get(ENGINE);
      expect((await file(randomUUID())).status).toBe(201);
      const before = await ownCases();
      // The next block begins to be written, and breaks off.
      limitFileSize(pid, logBytes() + 2_000);
      const broken = await Promise.all(Array.from({ length: 6 }, () => file(randomUUID())));
      expect(broken.map(({ status }) => status).filter((status) => status !== 202 && status !== 503)).toEqual([]);
      const key = randomUUID();
      const refused = await file(key);
      expectProblem(refused, 503, 'LEDGER_UNAVAILABLE');
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(refused.body).toMatchObject({ retry: 'SAME_KEY' });
      await becomesReady(false);
      expect(await ownCases()).toEqual(before);

      liftFileSize(pid);
      await becomesReady(true);
      const healed = await waitFor(
        async () => {
          const answer = await file(key);
          return answer.status === 201 ? answer : undefined;
        },
        { what: 'A filing after the outage', timeoutMs: 60_000, everyMs: 300 },
      );
      const after = await ownCases();
      expect(after).toEqual(expect.arrayContaining([...before, (healed.body as { caseId: string }).caseId]));
      const unknown = broken.filter(({ status }) => status === 202).length;
      expect(after.length).toBeLessThanOrEqual(before.length + 1 + unknown);
      expect(register.system.parts.get(ENGINE).hasEnded()).toBe(false);
    },
    FULL_MS,
  );

  itWithFullDisk()(
    'of the vault is 507 for the file that finds no room, of which nothing stays, and smaller ones are taken',
    async () => {
      const { pid } = register.system.parts.get('zhengzhou');
      const vault = join(register.system.layout.gateway('zhengzhou'), 'vault');
      const files = (): string[] => readdirSync(vault, { recursive: true }) as string[];
      const upload = (bytes: number): Promise<RestAnswer> =>
        workplace.applicant.upload({ bytes: Buffer.alloc(bytes, '数据,1\n'), name: '数据.csv', mime: 'text/csv' });
      limitFileSize(pid, 24 * MEBIBYTE);
      const before = files();
      const refused = await upload(40 * MEBIBYTE);
      expectProblem(refused, 507, 'STORAGE_FULL');
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(files()).toEqual(before);
      expect((await upload(MEBIBYTE)).status).toBe(201);
      liftFileSize(pid);
      expect((await upload(40 * MEBIBYTE)).status).toBe(201);
    },
    FULL_MS,
  );

  it(
    'leaves a ledger that follows from its blocks alone',
    async () => {
      await register.system.stop();
      expect((await auditLedger(ledgerFolder())).height).toBeGreaterThan(1);
    },
    FULL_MS,
  );
});
