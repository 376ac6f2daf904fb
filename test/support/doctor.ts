// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { programOf } from '@registry/scripts/system/layout';

interface FoundByDoctor {
  readonly layer: string;
  readonly subject: string;
  readonly outcome: string;
  readonly says: string;
  readonly remedy?: string;
}

/** What `npm run doctor -- --json` said of one register, and how it ended. */
export interface Examination {
  readonly exitCode: number;
  /** The layers that fail, the deepest first. */
  readonly failing: readonly string[];
  readonly failures: readonly FoundByDoctor[];
  readonly findings: readonly FoundByDoctor[];
}

/** Runs the doctor as a person does. `env` is added to this process's environment. */
export async function examination(
  parameters: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Examination> {
  const child = spawn(process.execPath, [programOf('scripts', 'doctor.js'), '--json', ...parameters], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  const ended = once(child, 'exit') as Promise<[number]>;
  const [said, [exitCode]] = await Promise.all([text(child.stdout), ended]);
  const [entry] = JSON.parse(said) as [Pick<Examination, 'failing' | 'findings'>];
  return { exitCode, ...entry, failures: entry.findings.filter(({ outcome }) => outcome === 'failed') };
}
