// SPDX-License-Identifier: Apache-2.0
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { loadTopology, type EmbeddedStatus, type Topology } from '@registry/network';

const main = join(root(), 'network', 'dist', 'embedded', 'main.js');

/** The repository, from the sources as from the compiled tests. */
function root(): string {
  return join(require.resolve('@registry/network/package.json'), '..', '..');
}

/** An engine in a process of its own. */
export interface EngineProcess {
  readonly status: EmbeddedStatus;
  readonly pid: number;
  /** Ends it with a signal and waits for its end. */
  end(signal: NodeJS.Signals): Promise<void>;
}

export interface EngineProcessOptions {
  readonly dataDir: string;
  readonly topologyFile: string;
  readonly chaincodePath: string;
}

/**
 * Starts `network/dist/embedded/main.js` and waits until it says that it is ready.
 * @throws what it printed, where it ends instead
 */
export async function startEngineProcess(options: EngineProcessOptions): Promise<EngineProcess> {
  const { dataDir, topologyFile, chaincodePath } = options;
  const args = [main, '--data', dataDir, '--topology', topologyFile, '--chaincode', chaincodePath];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = once(child, 'exit');
  const status = JSON.parse(await readyLine(child, exited)) as EmbeddedStatus;
  return {
    status,
    pid: child.pid ?? 0,
    end: async (signal) => {
      child.kill(signal);
      await exited;
    },
  };
}

async function readyLine(child: ChildProcess, exited: Promise<unknown>): Promise<string> {
  const errors: string[] = [];
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors.push(text);
  });
  if (child.stdout === null) throw new Error('the engine has no output');
  const line = once(createInterface(child.stdout), 'line') as Promise<[string]>;
  const ended = exited.then(() => {
    throw new Error(`the engine ended before it was ready: ${errors.join('')}`);
  });
  const [text] = await Promise.race([line, ended]);
  return text;
}

/** The shipped consortium on ports that are free now, written to a file in `dataDir`. */
export async function topologyOnFreePorts(dataDir: string): Promise<{ file: string; topology: Topology }> {
  const shipped = loadTopology();
  const organizations = await Promise.all(
    shipped.organizations.map(async (organization) => ({
      ...organization,
      peers: await Promise.all(organization.peers.map(async (peer) => ({ ...peer, port: await freePort() }))),
    })),
  );
  const topology = { ...shipped, organizations };
  const file = join(dataDir, 'topology.json');
  writeFileSync(file, JSON.stringify(topology));
  return { file, topology };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
