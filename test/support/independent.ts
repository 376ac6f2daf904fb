// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, '..', 'conformance', 'independent');
const PYTHON = process.env['PYTHON'] ?? 'python3';

const ends = (program: string, parameters: readonly string[]): boolean => spawnSync(program, parameters).status === 0;

const ask = (program: string, parameters: readonly string[], given: object): string => {
  const options = { encoding: 'utf8', input: JSON.stringify(given), env: { ...process.env, PYTHONUTF8: '1' } } as const;
  const { status, stdout, stderr } = spawnSync(program, parameters, options);
  if (status !== 0) throw new Error(stderr.trim().split('\n').at(-1) ?? program);
  return stdout.trim();
};

/** What a Python program of the suite answers to some JSON. @throws Error with its own words where it refuses */
export const askPython = (program: string, given: object): string => ask(PYTHON, [join(FOLDER, program)], given);

/** What an ES module of the suite answers to some JSON, in a process of its own. @throws Error as `askPython` does */
export const askModule = (program: string, given: object): string =>
  ask(process.execPath, [join(FOLDER, program)], given);

/** Whether a package of npm is installed. */
export const hasPackage = (name: string): boolean =>
  existsSync(join(FOLDER, '..', '..', '..', 'node_modules', name, 'package.json'));

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
