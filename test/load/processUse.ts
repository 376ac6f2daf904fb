// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';

/** What a process has taken so far. */
export interface ProcessUse {
  /** Milliseconds of user and system time. */
  readonly processorMs: number;
  /** Resident memory now, MiB; pages that processes share are counted in each. */
  readonly memory: number;
}

const procFile = (pid: number, name: string): string | undefined => {
  try {
    return readFileSync(`/proc/${String(pid)}/${name}`, 'utf8');
  } catch {
    // Another operating system: the measure is left at 0.
    return undefined;
  }
};

/** Linux only, 0 elsewhere. */
export const useOf = (pid: number): ProcessUse => {
  const fields = procFile(pid, 'stat')?.split(') ')[1]?.split(' ');
  const resident = /VmRSS:\s+(\d+)/.exec(procFile(pid, 'status') ?? '')?.[1];
  return {
    // The kernel counts in hundredths of a second.
    processorMs: (Number(fields?.[11] ?? 0) + Number(fields?.[12] ?? 0)) * 10,
    memory: Number(resident ?? 0) / 1024,
  };
};
