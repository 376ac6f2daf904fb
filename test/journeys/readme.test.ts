// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { START_MS, startTestSystem } from '../support/system';
import type { TestSystem } from '../support/system';

const ROOT = join(__dirname, '..', '..');

/** The shell blocks of the README's walk, as a person would paste them one after the other. */
const walk = (): string => {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
  const chapter = readme.split('\n## ').find((part) => part.startsWith('A walk with curl'));
  return [...(chapter ?? '').matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block]) => block).join('\n');
};

describe('the walk in the README', () => {
  let system: TestSystem;
  beforeAll(async () => {
    system = await startTestSystem();
  }, START_MS);
  afterAll(() => system.stop(), START_MS);

  it(
    'leads from filing to a valid certificate with nothing but bash, node and curl',
    async () => {
      const zhengzhou = system.system.gateways.find(({ organization }) => organization.name === 'zhengzhou');
      const env = { ...process.env, API: `${zhengzhou!.url}/api/v1`, USERS: zhengzhou!.usersFile };
      const { stdout } = await promisify(execFile)('bash', ['-eu', '-o', 'pipefail', '-c', walk()], { cwd: ROOT, env });
      expect(stdout).toMatch(/"number":"SJ411\d{10}","version":1/);
      expect(stdout).toContain('"status":"VALID"');
      expect(stdout).toContain('applicationSubmitted → applicationAccepted → reviewerAssigned');
    },
    START_MS,
  );
});
