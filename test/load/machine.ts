// SPDX-License-Identifier: Apache-2.0
import { cpus, loadavg, release, totalmem, type } from 'node:os';

/** What the figures were measured on; without it they say nothing. */
export const machine = (): Readonly<Record<string, string>> => ({
  processor: `${String(cpus().length)} × ${cpus()[0]?.model.trim() ?? 'unknown'}`,
  memory: `${(totalmem() / 2 ** 30).toFixed(1)} GiB`,
  system: `${type()} ${release()}`,
  node: process.version,
  'load before': loadavg()
    .map((value) => value.toFixed(2))
    .join(' '),
});
