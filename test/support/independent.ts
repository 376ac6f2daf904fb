// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const FOLDER = join(__dirname, '..', 'conformance', 'independent');
const PYTHON = process.env['PYTHON'] ?? 'python3';

const ends = (program: string, parameters: readonly string[]): boolean => spawnSync(program, parameters).status === 0;

/** What a Python program of the suite answers to some JSON. @throws Error with its own words where it refuses */
export const askPython = (program: string, given: object): string => {
  const options = { encoding: 'utf8', input: JSON.stringify(given), env: { ...process.env, PYTHONUTF8: '1' } } as const;
  const { status, stdout, stderr } = spawnSync(PYTHON, [join(FOLDER, program)], options);
  if (status !== 0) throw new Error(stderr.trim().split('\n').at(-1) ?? program);
  return stdout.trim();
};

/** Whether Python can import all of these. */
export const hasPython = (...modules: readonly string[]): boolean =>
  ends(PYTHON, ['-c', `import ${modules.join(', ')}`]);

/** Whether there is an openssl that knows SM2 and the ids of its signers: 3.0 and later. */
export const hasOpenssl = (): boolean =>
  ends('openssl', ['ecparam', '-name', 'SM2', '-noout']) &&
  /^OpenSSL ([3-9]|\d\d)/.test(spawnSync('openssl', ['version'], { encoding: 'utf8' }).stdout);

/** A browser without a window, if there is one. */
export const findChromium = (): string | undefined =>
  [process.env['CHROMIUM'], 'chromium', 'chromium-browser', 'google-chrome'].find(
    (program) => program !== undefined && ends(program, ['--version']),
  );

/** `it` where a tool is there; where it is not, that is said. */
export const itWith = (tool: string, isThere: boolean): jest.It => {
  if (!isThere) process.stderr.write(`NOT RUN: the check by ${tool}, which is not installed.\n`);
  return isThere ? it : it.skip;
};
