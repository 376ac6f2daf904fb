// SPDX-License-Identifier: Apache-2.0
import { execFileSync, spawnSync } from 'node:child_process';

/** Whether the largest file that a running process may write can be changed on this machine (Linux, util-linux). */
const canLimit = (): boolean => spawnSync('prlimit', ['--version'], { stdio: 'ignore' }).status === 0;

/** `it` where it can run; elsewhere one line that says what did not run and why. */
export const itWithFullDisk = (): jest.It => {
  if (canLimit()) return it;
  process.stderr.write('NOT RUN: full disks. The program prlimit is not on the PATH.\n');
  return it.skip;
};

/**
 * Lets a running process write no file beyond so many bytes: to it the disk is full there, and what crosses the limit is
 * written half. The hard limit stays, so that it can be lifted again.
 */
export const limitFileSize = (pid: number, bytes: number): void => {
  execFileSync('prlimit', ['--pid', String(pid), `--fsize=${String(bytes)}:`]);
};

export const liftFileSize = (pid: number): void => {
  execFileSync('prlimit', ['--pid', String(pid), '--fsize=unlimited:']);
};
