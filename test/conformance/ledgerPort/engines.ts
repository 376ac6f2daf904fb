// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  loadTopology,
  startEmbedded,
  withPorts,
  type FabricBinaries,
  type FabricNetwork,
  type PeerConnections,
  type Topology,
} from '@registry/network';
import { LEDGER_CLIENTS, type ConnectOptions } from '../../../gateway/src/ledger/connectLedger';
import { compileChaincode } from '../../support/compileChaincode';
import { startFabricTest } from '../../support/fabric';

export type Client = NonNullable<ConnectOptions['client']>;

/** A running consortium with the register and the key-value contract beside it. */
export interface Engine {
  readonly topology: Topology;
  readonly dataDir: string;
  readonly peers: PeerConnections;
  readonly asksForTls: boolean;
  /** Its processes, where it has any. */
  readonly fabric?: FabricNetwork;
  remove(): Promise<void>;
}

/** An engine that the port is tried on, and what it is. */
export interface NamedEngine {
  readonly engine: string;
  readonly start: () => Promise<Engine>;
  /** Whether it is of real processes, which can be killed one by one. */
  readonly isOnFabric: boolean;
  /** The client libraries that can use it. */
  readonly clients: readonly Client[];
  /** Why another one cannot, in the words of its refusal. */
  readonly unsuited?: RegExp;
}

const chaincode = (): string => compileChaincode('registerAndKv', 'kvChaincode');

async function startOwn(): Promise<Engine> {
  const topology = withPorts(loadTopology(), () => 0);
  const dataDir = mkdtempSync(join(tmpdir(), 'registry-port-'));
  const network = await startEmbedded({ topology, chaincodePath: chaincode(), dataDir, batchDelay: 50 });
  writeFileSync(join(dataDir, 'connection.json'), JSON.stringify(network.peers));
  const remove = async (): Promise<void> => {
    await network.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { topology, dataDir, peers: network.peers, asksForTls: false, remove };
}

const startFabric = (consensus: Topology['consensus']['type']) => async (): Promise<Engine> => {
  const test = await startFabricTest({ consensus, chaincodePath: chaincode() });
  const { topology, dataDir, peers } = test.network;
  return { topology, dataDir, peers, asksForTls: true, fabric: test.network, remove: () => test.remove() };
};

const EMBEDDED: NamedEngine = {
  engine: 'the embedded engine',
  start: startOwn,
  isOnFabric: false,
  clients: ['fabric-gateway'],
  unsuited: /no discovery service: only LEDGER_CLIENT=fabric-gateway/,
};

/** The embedded engine, and Fabric with each kind of ordering that its release knows. */
export function enginesWith(binaries: FabricBinaries | undefined): readonly NamedEngine[] {
  if (binaries === undefined) return [EMBEDDED];
  const { version, major } = binaries;
  const raft: NamedEngine = {
    engine: `Fabric ${version} with Raft`,
    start: startFabric('etcdraft'),
    isOnFabric: true,
    clients: LEDGER_CLIENTS,
  };
  const bft: NamedEngine = {
    engine: `Fabric ${version} with BFT`,
    start: startFabric('BFT'),
    isOnFabric: true,
    clients: ['fabric-gateway'],
    unsuited: /orderers are BFT: only LEDGER_CLIENT=fabric-gateway/,
  };
  return [EMBEDDED, raft, ...(major >= 3 ? [bft] : [])];
}
