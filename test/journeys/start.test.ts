// SPDX-License-Identifier: Apache-2.0
import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readAddresses } from '@registry/scripts/demo/doors';
import type { GatewayAddress } from '@registry/scripts/demo/doors';
import { logIn, readUsers } from '@registry/scripts/rest/logIn';
import { programOf } from '@registry/scripts/system/layout';
import { waitFor } from '@registry/scripts/system/waitFor';
import { START_MS } from '../support/system';

const run = promisify(execFile);
const program = programOf('scripts', 'start.js');

interface Started {
  readonly child: ChildProcess;
  readonly printed: () => string;
  readonly ended: Promise<number | null>;
}

const start = (dataDir: string): Started => {
  const child = spawn(process.execPath, [program, '--data', dataDir, '--free-ports'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return { child, printed: () => text, ended: new Promise((resolve) => child.once('exit', resolve)) };
};

const listening = async ({ printed, ended }: Started): Promise<void> => {
  await Promise.race([
    ended.then((code) => Promise.reject(new Error(`It did not start (${String(code)}): ${printed()}`))),
    waitFor(() => Promise.resolve(printed().includes('Stop with Ctrl-C') || undefined), {
      what: 'The last line of a start',
      timeoutMs: START_MS,
    }),
  ]);
};

const idsIn = (text: string): number[] => text.split('\n').filter(Boolean).map(Number);

const childrenOf = async (pid: number): Promise<number[]> =>
  idsIn((await run('ps', ['-o', 'pid=', '--ppid', String(pid)])).stdout);

/** Those of some processes that still run; `ps` ends with 1 where none does. */
const living = (pids: readonly number[]): Promise<number[]> =>
  run('ps', ['-o', 'pid=', '-p', pids.join(',')]).then(
    ({ stdout }) => idsIn(stdout),
    () => [],
  );

const userAt = async ({ url, usersFile }: GatewayAddress, username: string): ReturnType<typeof logIn> =>
  logIn(
    url,
    (await readUsers(usersFile)).find((user) => user.username === username)!,
  );

describe('npm start', () => {
  let dataDir: string;
  let first: Started;
  let addresses: readonly GatewayAddress[];

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'registry-start-'));
    first = start(dataDir);
    await listening(first);
    addresses = await readAddresses(join(dataDir, 'addresses.json'));
  }, START_MS);

  afterAll(async () => {
    first.child.kill('SIGTERM');
    await first.ended;
    await rm(dataDir, { recursive: true, force: true });
  }, START_MS);

  it('prints where both gateways listen and where their users are', () => {
    expect(addresses.map(({ name }) => name)).toEqual(['zhengzhou', 'guiyang']);
    for (const { url, usersFile } of addresses) {
      expect(first.printed()).toContain(url);
      expect(first.printed()).toContain(usersFile);
    }
  });

  it('keeps passwords and keys where only their owner reads them, and prints none', async () => {
    for (const { usersFile, name } of addresses) {
      const users = await readUsers(usersFile);
      expect(users.length).toBeGreaterThan(5);
      expect(new Set(users.map(({ password }) => password)).size).toBe(users.length);
      for (const { password } of users) expect(first.printed()).not.toContain(password);
      for (const file of [usersFile, join(dataDir, 'keys', `${name}.kek`)]) {
        expect((await stat(file)).mode & 0o077).toBe(0);
      }
      expect(await readFile(join(dataDir, 'logs', `gateway-${name}.log`), 'utf8')).not.toContain(users[0]!.password);
    }
  });

  it('founds the register: institutions, rule profiles and calendars are approved', async () => {
    const client = await userAt(addresses[0]!, 'zhengzhou-applicant-1');
    for (const [list, least] of [
      ['institutions', 6],
      ['profiles', 3],
      ['calendars', 3],
    ] as const) {
      const { body } = await client.get(`/${list}?limit=100`);
      const { items } = body as { items: readonly { approval: string }[] };
      expect(items.length).toBeGreaterThanOrEqual(least);
      expect(new Set(items.map(({ approval }) => approval))).toEqual(new Set(['APPROVED']));
    }
  });

  it(
    'refuses a data folder in use with a sentence, and leaves the running register alone',
    async () => {
      const second = await run(process.execPath, [program, '--data', dataDir, '--free-ports']).catch(
        (error: unknown) => error,
      );
      expect((second as { code: number }).code).toBe(1);
      expect((second as { stderr: string }).stderr).toMatch(/in use|locked|another process/i);
      expect((await fetch(`${addresses[0]!.url}/readyz`)).status).toBe(200);
    },
    START_MS,
  );

  it(
    'stops cleanly when asked, and goes on with the same data and passwords when started again',
    async () => {
      const before = (await (await userAt(addresses[1]!, 'guiyang-decider-1')).get('/institutions?limit=100')).body;
      first.child.kill('SIGTERM');
      expect(await first.ended).toBe(0);
      await expect(fetch(`${addresses[0]!.url}/healthz`)).rejects.toThrow();
      first = start(dataDir);
      await listening(first);
      const after = (await (await userAt(addresses[1]!, 'guiyang-decider-1')).get('/institutions?limit=100')).body;
      expect((after as { items: unknown }).items).toEqual((before as { items: unknown }).items);
    },
    START_MS,
  );

  it(
    'leaves nobody behind when it is killed itself, and what it kept can be started again',
    async () => {
      const parts = await childrenOf(first.child.pid!);
      expect(parts).toHaveLength(3);
      first.child.kill('SIGKILL');
      await first.ended;
      await waitFor(async () => ((await living(parts)).length === 0 ? true : undefined), {
        what: 'The end of every part',
        timeoutMs: 60_000,
      });
      first = start(dataDir);
      await listening(first);
    },
    START_MS,
  );
});
