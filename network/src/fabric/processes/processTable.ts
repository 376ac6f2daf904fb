// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';

/** When a process was started, as `ps` tells it; undefined where there is none. With it a number used again is told apart. */
export function startOf(pid: number): string | undefined {
  try {
    const text = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' });
    const [state = '', ...started] = text.trim().split(/\s+/);
    return state === '' || state.startsWith('Z') ? undefined : started.join(' ');
  } catch {
    // `ps` ends with 1 where no such process runs.
    return undefined;
  }
}
