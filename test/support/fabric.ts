// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  loadTopology,
  locateBinaries,
  portsOf,
  startFabricNetwork,
  withConsensus,
  withPorts,
  type FabricBinaries,
  type FabricNetwork,
  type Topology,
} from '@registry/network';

/** The compiled chaincode, as peers run it. */
export const CHAINCODE = dirname(require.resolve('@registry/chaincode/package.json'));

/**
 * Fabric's programs, or undefined after one line that says what did not run and why; an error where FABRIC_REQUIRED
 * is set.
 *
 * @param what - did not run
 */
export function binariesOrSay(what: string): FabricBinaries | undefined {
  try {
    return locateBinaries();
  } catch (error) {
    if (process.env['FABRIC_REQUIRED'] !== undefined) throw error;
    process.stderr.write(`NOT RUN: ${what}. ${(error as Error).message}\n`);
    return undefined;
  }
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen(port, '127.0.0.1', () => {
      server.close(() => {
        resolve(true);
      });
    });
  });

/** Free ports below those that the system gives to outgoing connections, of which a network of peers opens many. */
async function quietPorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  for (let port = 12_000 + Math.floor(Math.random() * 18_000); ports.length < count; port += 1) {
    if (await isFree(port)) ports.push(port);
  }
  return ports;
}

export interface FabricTestOptions {
  readonly consensus?: Topology['consensus']['type'];
  /** Whether a watchdog starts again what dies and what hangs; no by default, so that a test decides what comes back. */
  readonly watched?: boolean;
  /** Instead of a folder of its own under the system's temporary one. */
  readonly dataDir?: string;
  /** Instead of the register's own. */
  readonly chaincodePath?: string;
  /** Milliseconds that a block waits for company, instead of the topology's. */
  readonly batchTimeoutMs?: number;
}

/** A consortium of real peers and orderers on free ports and in a folder of its own. */
export interface FabricTest {
  readonly network: FabricNetwork;
  /** Stops it and removes the folder. */
  remove(): Promise<void>;
}

const batched = (topology: Topology, timeoutMs: number | undefined): Topology => {
  const { consensus } = topology;
  if (timeoutMs === undefined) return topology;
  return { ...topology, consensus: { ...consensus, batch: { ...consensus.batch, timeoutMs } } };
};

/** Starts the shipped consortium with the register's compiled chaincode; the caller removes it. */
export async function startFabricTest(options: FabricTestOptions = {}): Promise<FabricTest> {
  const { consensus = 'etcdraft', chaincodePath = CHAINCODE, batchTimeoutMs } = options;
  const shipped = batched(withConsensus(loadTopology(), consensus), batchTimeoutMs);
  const ports = await quietPorts(portsOf(shipped).length);
  const topology = withPorts(shipped, () => ports.pop() ?? 0);
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'registry-fabric-'));
  const network = await startFabricNetwork({
    ...{ topology, dataDir, chaincodePath },
    watched: options.watched ?? false,
  });
  return {
    network,
    remove: async () => {
      await network.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
