// SPDX-License-Identifier: Apache-2.0
import type { Layout } from './layout';
import { programOf } from './layout';
import { lastLines, startProcess } from './process';
import type { RunningProcess } from './process';

/** What child processes are given of our environment: enough to run Node, and nothing that changes what they do. */
export const bareEnvironment = (): Record<string, string> => {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'NODE_EXTRA_CA_CERTS'];
  return Object.fromEntries(kept.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
};

/** Waits for a process's word that it is ready. @throws Error with its own last words where it ends instead */
export const untilReady = async (running: RunningProcess): Promise<string> => {
  const line = await Promise.race([running.firstLine, running.ended.then(() => undefined)]);
  if (line !== undefined) return line;
  throw new Error(`The ${running.name} did not start (${running.logFile}):\n${await lastLines(running.logFile)}`);
};

/**
 * Starts the embedded consortium as a process.
 * @throws Error with the engine's own sentence, such as that the data folder is in use or damaged
 */
export const startEngine = async (layout: Layout, topologyFile: string): Promise<RunningProcess> => {
  const engine = startProcess({
    name: 'embedded consortium',
    script: programOf('network', 'embedded', 'main.js'),
    parameters: ['--data', layout.network, '--topology', topologyFile],
    speaks: true,
    env: bareEnvironment(),
    logFile: layout.logFile('engine'),
  });
  await untilReady(engine);
  return engine;
};
