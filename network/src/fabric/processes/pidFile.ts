// SPDX-License-Identifier: Apache-2.0
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { startOf } from './processTable';

const shape = z.strictObject({ pid: z.int().positive(), started: z.string() });

const fileOf = (folder: string, name: string): string => join(folder, `${name}.pid`);

/** Leaves word of a process that was just started. */
export function writePid(folder: string, name: string, pid: number): void {
  writeFileSync(fileOf(folder, name), `${JSON.stringify({ pid, started: startOf(pid) ?? '' })}\n`, { mode: 0o600 });
}

/** `lstart` is computed from the time since boot, so that it may differ by a second after the clock was set. */
function isSame(left: string, right: string): boolean {
  return left === right || Math.abs(Date.parse(left) - Date.parse(right)) <= 2_000;
}

/** The number of a process that was started here and still runs. */
export function runningPid(folder: string, name: string): number | undefined {
  const file = fileOf(folder, name);
  if (!existsSync(file)) return undefined;
  const { pid, started } = shape.parse(JSON.parse(readFileSync(file, 'utf8')));
  const now = startOf(pid);
  return now !== undefined && isSame(now, started) ? pid : undefined;
}

/**
 * Whether anybody runs under the number of a process that was started here: answered without another process, for whoever
 * asks every other second. Whether it is still ours, its health tells, and {@link runningPid}.
 */
export function seemsToRun(folder: string, name: string): boolean {
  const file = fileOf(folder, name);
  if (!existsSync(file)) return false;
  try {
    return process.kill(shape.parse(JSON.parse(readFileSync(file, 'utf8'))).pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

export function removePid(folder: string, name: string): void {
  rmSync(fileOf(folder, name), { force: true });
}

/** The names of all processes that were started here and not stopped, whether they still run or not. */
export function namesOf(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.pid'))
    .map((file) => file.slice(0, -'.pid'.length))
    .sort();
}
