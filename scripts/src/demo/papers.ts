// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Check } from './check';
import type { DemoRun, Outcome } from './run';

const VERIFY = join(__dirname, '..', 'verify.js');
const PASSED = '0';
const FAILED = '1';

const download = async (url: string, path: string): Promise<Buffer> => {
  const answer = await fetch(`${url}/api/v1${path}`);
  if (!answer.ok) throw new Error(`${url} answers ${String(answer.status)} to ${path}: ${await answer.text()}`);
  return Buffer.from(await answer.arrayBuffer());
};

/** The very program that a person runs. */
const verify = (file: string, anchor: string, say: DemoRun['say']): string => {
  say(`[verify] npm run verify -- ${file} --trust ${anchor}`);
  const { status, stdout, stderr } = spawnSync(process.execPath, [VERIFY, file, '--trust', anchor], {
    encoding: 'utf8',
  });
  for (const line of `${stdout}${stderr}`.trim().split('\n')) say(`[verify] ${line}`);
  return String(status);
};

/** With one bit of the byte in the middle turned round. */
const spoilt = (bytes: Buffer): Buffer => {
  const copy = Buffer.from(bytes);
  const middle = copy.length >> 1;
  copy[middle] = (copy[middle] ?? 0) ^ 1;
  return copy;
};

/**
 * Writes a certificate's JSON and PDF to a folder, with what they are checked against, and checks them there without the
 * register: as they are, and with one byte changed.
 */
export const writePapers = async (
  { doors, say }: Pick<DemoRun, 'doors' | 'say'>,
  outcomes: readonly Outcome[],
  folder: string,
): Promise<Check[]> => {
  const outcome = outcomes.find(({ state }) => state === 'REGISTERED');
  const door = doors.find(({ name }) => name === outcome?.registry);
  if (outcome === undefined || door === undefined) return [];
  const number = outcome.certificateNumber;
  await mkdir(folder, { recursive: true });
  const anchor = join(folder, 'trust-anchor.json');
  await writeFile(anchor, await download(door.url, '/trust-anchor'));
  const checks: Check[] = [];
  for (const [path, end] of [
    ['file', 'json'],
    ['paper', 'pdf'],
  ] as const) {
    const bytes = await download(door.url, `/certificates/${number}/${path}`);
    const [file, changed] = [join(folder, `${number}.${end}`), join(folder, `${number}-changed.${end}`)];
    await Promise.all([writeFile(file, bytes), writeFile(changed, spoilt(bytes))]);
    checks.push({ what: `${number}.${end} checked offline`, expected: PASSED, actual: verify(file, anchor, say) });
    checks.push({
      what: `${number}.${end} with one byte changed`,
      expected: FAILED,
      actual: verify(changed, anchor, say),
    });
  }
  return checks;
};
