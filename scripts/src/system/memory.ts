// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Resident memory of processes together, in MiB, as `ps` tells it. Shared pages are counted in each process, so the sum
 * is rather too high than too low.
 */
export const residentMiB = async (pids: readonly number[]): Promise<number> => {
  const { stdout } = await run('ps', ['-o', 'rss=', '-p', pids.join(',')]);
  const kibibytes = stdout.split('\n').map((line) => Number(line.trim()));
  return kibibytes.reduce((sum, size) => sum + size, 0) / 1024;
};
