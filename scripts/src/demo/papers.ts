// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Check } from './check';
import type { GatewayDoor } from './desk';
import { revocable } from './revocation';
import type { DemoRun, Outcome } from './run';

const VERIFY = join(__dirname, '..', 'verify.js');
const ANCHOR = 'trust-anchor.json';
const PASSED = '0';
const FAILED = '1';

const download = async (url: string, path: string): Promise<Buffer> => {
  const answer = await fetch(`${url}/api/v1${path}`);
  if (!answer.ok) throw new Error(`${url} answers ${String(answer.status)} to ${path}: ${await answer.text()}`);
  return Buffer.from(await answer.arrayBuffer());
};

/** The very program that a person runs. */
const runVerify = (parameters: readonly string[], say: DemoRun['say']): { end: string; words: string } => {
  say(`[verify] npm run verify -- ${parameters.join(' ')}`);
  const { status, stdout, stderr } = spawnSync(process.execPath, [VERIFY, ...parameters], { encoding: 'utf8' });
  const words = `${stdout}${stderr}`.trim();
  for (const line of words.split('\n')) say(`[verify] ${line}`);
  return { end: String(status), words };
};

const verify = (file: string, anchor: string, say: DemoRun['say']): string =>
  runVerify([file, '--trust', anchor], say).end;

/** What the registry's signed list of a year says of a certificate, to somebody who took the whole list along. */
const listedStatus = async (
  { door, say }: { readonly door: GatewayDoor; readonly say: DemoRun['say'] },
  { certificateNumber: number }: Outcome,
  folder: string,
): Promise<string> => {
  const { registry } = JSON.parse((await download(door.url, `/certificates/${number}`)).toString()) as {
    registry: { uscc: string };
  };
  // A number holds its year: SJ, three digits of the registry, then the year.
  const list = join(folder, 'status-list.jwt');
  await writeFile(list, await download(door.url, `/status/${registry.uscc}/${number.slice(5, 9)}`));
  const file = join(folder, `${number}.json`);
  await writeFile(file, await download(door.url, `/certificates/${number}/file`));
  const { words } = runVerify([file, '--trust', join(folder, ANCHOR), '--status', list], say);
  return /status: (\w+) as of/.exec(words)?.[1] ?? 'not said';
};

/**
 * The same list tells the certificates in force from the revoked: whoever has it asks nobody about either.
 *
 * @param folder - with the trust anchor in it
 */
const checkListed = async (
  run: { readonly door: GatewayDoor; readonly say: DemoRun['say'] },
  { inForce, revoked }: { readonly inForce: Outcome; readonly revoked: Outcome | undefined },
  folder: string,
): Promise<Check[]> => {
  const checked = [[inForce, 'VALID'] as const, ...(revoked ? [[revoked, 'REVOKED'] as const] : [])];
  const checks: Check[] = [];
  for (const [outcome, expected] of checked) {
    const what = `${outcome.certificateNumber} in the signed status list`;
    checks.push({ what, expected, actual: await listedStatus(run, outcome, folder) });
  }
  return checks;
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
  const anchor = join(folder, ANCHOR);
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
  const revoked = revocable(outcomes);
  const isOther = revoked !== undefined && revoked.certificateNumber !== number;
  checks.push(
    ...(await checkListed({ door, say }, { inForce: outcome, revoked: isOther ? revoked : undefined }, folder)),
  );
  return checks;
};
