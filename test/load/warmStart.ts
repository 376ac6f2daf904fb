// SPDX-License-Identifier: Apache-2.0
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { programOf } from '@registry/scripts/system/layout';
import { residentMiB } from '@registry/scripts/system/memory';
import type { Figure } from './figures';

const run = promisify(execFile);
/** Long enough for what a start has left behind to be swept, and for timers to have run. */
const SETTLE_MS = 10_000;

interface Started {
  readonly seconds: number;
  readonly memory: number;
}

const children = async (pid: number): Promise<number[]> => {
  const { stdout } = await run('ps', ['-o', 'pid=', '--ppid', String(pid)]);
  return stdout.split('\n').flatMap((line) => (line.trim() === '' ? [] : [Number(line)]));
};

/** What `npm start` runs after its set-up, from the first moment until it says that it listens. */
const startOnce = async (dataDir: string): Promise<Started> => {
  const begun = performance.now();
  const child = spawn(process.execPath, [programOf('scripts', 'start.js'), '--data', dataDir, '--free-ports'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  for await (const line of createInterface({ input: child.stdout })) if (line.includes('listens')) break;
  const seconds = (performance.now() - begun) / 1000;
  await sleep(SETTLE_MS);
  const pid = child.pid ?? 0;
  const memory = await residentMiB([pid, ...(await children(pid))]);
  child.kill('SIGTERM');
  await ended;
  return { seconds, memory };
};

/** A first start on an empty folder, then the warm one that is held to the limits. */
export const measureWarmStart = async (): Promise<Figure[]> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'registry-warm-'));
  try {
    const cold = await startOnce(dataDir);
    const warm = await startOnce(dataDir);
    return [
      { name: 'first start, until it listens', value: cold.seconds, unit: 's' },
      { name: 'warm start, until it listens', value: warm.seconds, unit: 's', limit: { kind: 'atMost', value: 15 } },
      {
        name: 'warm start, resident memory of all processes',
        value: warm.memory,
        unit: 'MiB',
        limit: { kind: 'atMost', value: 700 },
        note: `${String(SETTLE_MS / 1000)} s after it listens; pages that processes share are counted in each`,
      },
    ];
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
};
