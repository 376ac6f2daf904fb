// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, createWriteStream, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { programOf } from './layout';

export interface ProcessSpec {
  readonly name: string;
  readonly script: string;
  readonly parameters: readonly string[];
  /** Whether it says on standard output, in one line, that it is ready. */
  readonly speaks?: boolean;
  readonly env: Readonly<Record<string, string>>;
  /** Where its messages go, readable by its owner only. */
  readonly logFile: string;
}

export interface RunningProcess {
  readonly name: string;
  readonly pid: number;
  readonly logFile: string;
  /** Settles when the process has ended, with its exit code or the signal that ended it. */
  readonly ended: Promise<string>;
  /** The first line on its standard output, by which a process says that it is ready. */
  readonly firstLine: Promise<string>;
  hasEnded(): boolean;
  /** Asks the process to end and waits; kills it where it has not within the grace time. */
  stop(graceMs?: number): Promise<void>;
  kill(signal: NodeJS.Signals): void;
}

/**
 * A register on one machine is to stay under 700 MiB. V8 would keep 48 MiB a thread for new objects alone. A nursery this
 * small costs about a tenth of the throughput under load against 16 MiB, and nothing that one client would notice.
 */
const SMALL_NURSERY = ['--max-semi-space-size=2'];
/** Whatever ends this process, even SIGKILL, ends those that it started. */
const END_WITH_PARENT = ['--require', programOf('scripts', 'system', 'endWithParent.js')];
const GRACE_MS = 15_000;

const alive = new Set<ChildProcess>();

/** Nobody is left behind where this process ends in an orderly way. */
process.on('exit', () => {
  for (const child of alive) child.kill('SIGTERM');
});

/** Lets a signal end this process in an orderly way. For programs that have nothing to finish first. */
export const endOnSignals = (): void => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));
};

const endOf = (child: ChildProcess): Promise<string> =>
  new Promise((resolve) => {
    child.once('error', (error) => {
      resolve(error.message);
    });
    child.once('exit', (code, signal) => {
      resolve(signal ?? `exit code ${String(code)}`);
    });
  });

/** Reads the first line and copies everything to the log. Never settles for a process that does not speak. */
const firstLineOf = ({ stdout }: ChildProcess, logFile: string): Promise<string> =>
  new Promise((resolve) => {
    if (!stdout) return;
    const log = createWriteStream(logFile, { flags: 'a' });
    const lines = createInterface({ input: stdout });
    lines.on('line', (line) => {
      log.write(`${line}\n`);
      resolve(line);
    });
    lines.once('close', () => log.end());
  });

/** Starts a Node process of its own: a part of the register that fails alone. */
export const startProcess = (spec: ProcessSpec): RunningProcess => {
  const log = openSync(spec.logFile, 'a', 0o600);
  const child = spawn(process.execPath, [...SMALL_NURSERY, ...END_WITH_PARENT, spec.script, ...spec.parameters], {
    env: spec.env,
    stdio: ['ignore', spec.speaks ? 'pipe' : log, log, 'ipc'],
    // Not in our process group: Ctrl-C reaches us alone, and we stop the parts in their order.
    detached: true,
  });
  closeSync(log);
  alive.add(child);
  const ended = endOf(child).finally(() => alive.delete(child));
  const hasEnded = (): boolean => child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
  return {
    name: spec.name,
    pid: child.pid ?? 0,
    logFile: spec.logFile,
    ended,
    firstLine: firstLineOf(child, spec.logFile),
    hasEnded,
    kill: (signal) => {
      child.kill(signal);
    },
    stop: async (graceMs = GRACE_MS) => {
      if (hasEnded()) return;
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
      await ended;
      clearTimeout(timer);
    },
  };
};

/** The last lines that a process wrote, for whoever must find out why it ended. */
export const lastLines = async (logFile: string, count = 15): Promise<string> =>
  (await readFile(logFile, 'utf8')).trimEnd().split('\n').slice(-count).join('\n');
