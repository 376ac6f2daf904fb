// SPDX-License-Identifier: Apache-2.0
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded, withPorts, type Topology } from '@registry/network';
import { compileChaincode } from '../../support/compileChaincode';
import { startFabricTest, type FabricTestOptions } from '../../support/fabric';
import { newRegisterClients, type RegisterClients, type RunningNetwork } from '../../support/registerClients';
import { openChain, type Chain } from './chain';

/** How long a block waits for company, in milliseconds: on both engines long enough for a round's transactions. */
const BATCH_MS = 300;

/** One of the two engines, and who talks to it. */
export interface Side {
  readonly name: 'embedded' | 'Fabric';
  readonly network: RunningNetwork;
  readonly clients: RegisterClients;
  readonly chain: Chain;
  /** Ends its processes; what they wrote stays. */
  stop(): Promise<void>;
}

/** The same consortium with the same identities and the same chaincode package on both engines. */
export interface Sides {
  readonly embedded: Side;
  readonly fabric: Side;
  stop(): Promise<void>;
  /** Stops both and removes their folders. */
  remove(): Promise<void>;
}

type Started = Omit<Side, 'clients' | 'chain'>;

async function withClients(started: Started): Promise<Side> {
  const clients = newRegisterClients(started.network);
  const chain = await openChain(clients.client('zhengzhou-clock').network);
  const stop = async (): Promise<void> => {
    chain.close();
    clients.close();
    await started.stop();
  };
  return { ...started, clients, chain, stop };
}

async function startFabric(options: FabricTestOptions): Promise<Started> {
  const { network } = await startFabricTest({ ...options, batchTimeoutMs: BATCH_MS });
  return { name: 'Fabric', network: { ...network, asksForTls: true }, stop: () => network.stop() };
}

/** On the authorities, people and nodes that the other engine has made: one proposal is the same for both. */
async function startBeside({ network: other }: Started, dataDir: string, chaincodePath: string): Promise<Started> {
  cpSync(join(other.dataDir, 'identities'), join(dataDir, 'identities'), { recursive: true });
  const moved = withPorts(other.topology, () => 0);
  // The other engine's definition bears the version that the package names.
  const { version } = JSON.parse(readFileSync(join(chaincodePath, 'package.json'), 'utf8')) as { version: string };
  const topology = { ...moved, chaincode: { ...moved.chaincode, version } };
  const network = await startEmbedded({ topology, dataDir, chaincodePath, batchDelay: BATCH_MS });
  const { peers } = network;
  return { name: 'embedded', network: { topology, dataDir, peers, asksForTls: false }, stop: () => network.stop() };
}

/** Starts both, Fabric's with orderers of that kind; the caller removes them. */
export async function startSides(consensus: Topology['consensus']['type']): Promise<Sides> {
  const folder = mkdtempSync(join(tmpdir(), 'registry-differential-'));
  const chaincodePath = compileChaincode('registerAndKv', 'kvChaincode');
  const first = await startFabric({ dataDir: join(folder, 'fabric'), chaincodePath, consensus });
  const fabric = await withClients(first);
  const embedded = await withClients(await startBeside(first, join(folder, 'embedded'), chaincodePath));
  const stop = async (): Promise<void> => {
    await Promise.all([fabric.stop(), embedded.stop()]);
  };
  return {
    ...{ fabric, embedded, stop },
    remove: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
