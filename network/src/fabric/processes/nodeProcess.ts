// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FabricError } from '../fabricError';
import type { FabricLayout } from '../layout';
import { accepts, type Condition } from './health';
import { removePid, runningPid, writePid } from './pidFile';
import { waitUntil } from './waitUntil';

/** One process of the network: what is run, and how it is known that it serves. */
export interface NodeProcess {
  readonly name: string;
  readonly program: string;
  readonly parameters: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  condition(): Promise<Condition>;
  /** Where it serves others, where its health may be well before it does. */
  readonly serves?: { readonly host: string; readonly port: number };
}

type Folders = Pick<FabricLayout, 'logs' | 'pids'>;

const HEALTHY_MS = 60_000;
const GRACE_MS = 15_000;

export const logFile = ({ logs }: Folders, name: string): string => join(logs, `${name}.log`);

/** What every process is given of our environment: nothing that could change what it does. */
function environment(env: NodeProcess['env']): Record<string, string> {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'LANG'].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(kept), ...env };
}

function launch(folders: Folders, node: NodeProcess): void {
  const log = openSync(logFile(folders, node.name), 'a', 0o600);
  // In a session of its own: the network stays when the command that started it ends.
  const child = spawn(node.program, node.parameters, {
    env: environment(node.env),
    cwd: folders.logs,
    stdio: ['ignore', log, log],
    detached: true,
  });
  closeSync(log);
  child.on('error', () => undefined);
  child.unref();
  if (child.pid === undefined) throw new FabricError('NODE_FAILED', `${node.program} could not be started.`);
  writePid(folders.pids, node.name, child.pid);
}

function lastLines(file: string, count = 8): string {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count).join('\n');
}

/**
 * Starts a process unless it runs, and waits until it serves.
 *
 * @throws FabricError NODE_FAILED with its last words where it ends instead
 */
export async function startNode(folders: Folders, node: NodeProcess): Promise<void> {
  if (runningPid(folders.pids, node.name) === undefined) launch(folders, node);
  const question = async (): Promise<boolean> => {
    if (runningPid(folders.pids, node.name) !== undefined) return (await node.condition()) === 'WELL';
    const file = logFile(folders, node.name);
    throw new FabricError('NODE_FAILED', `${node.name} did not start (${file}):\n${lastLines(file)}`);
  };
  const waiting = { what: `${node.name} (log: ${logFile(folders, node.name)})`, timeoutMs: HEALTHY_MS };
  await waitUntil(question, waiting);
  const { serves } = node;
  if (serves) await waitUntil(() => accepts(serves.host, serves.port), waiting);
}

/** Sends a signal to a process of the network; false where it does not run. */
export function signalNode(folders: Folders, name: string, signal: NodeJS.Signals): boolean {
  const pid = runningPid(folders.pids, name);
  if (pid === undefined) return false;
  process.kill(pid, signal);
  return true;
}

const hasEnded = (folders: Folders, name: string) => (): Promise<boolean> =>
  Promise.resolve(runningPid(folders.pids, name) === undefined);

/** Ends a process with SIGKILL, as a power cut would, and waits until it is gone. */
export async function killNode(folders: Folders, name: string): Promise<void> {
  signalNode(folders, name, 'SIGKILL');
  await waitUntil(hasEnded(folders, name), { what: `The end of ${name}`, timeoutMs: GRACE_MS });
  removePid(folders.pids, name);
}

/** Asks a process to end, also one that was stopped, and kills it where it has not within 15 seconds. */
export async function stopNode(folders: Folders, name: string): Promise<void> {
  signalNode(folders, name, 'SIGTERM');
  signalNode(folders, name, 'SIGCONT');
  try {
    await waitUntil(hasEnded(folders, name), { what: `The end of ${name}`, timeoutMs: GRACE_MS });
  } catch (error) {
    if (!(error instanceof FabricError)) throw error;
  }
  await killNode(folders, name);
}
