// SPDX-License-Identifier: Apache-2.0
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Where everything of a Fabric network on one machine lies under its data folder. */
export interface FabricLayout {
  readonly root: string;
  readonly identities: string;
  /** The topology that it was started with, and what has joined since. */
  readonly topologyFile: string;
  /** The channel's first block. */
  readonly genesisBlock: string;
  /** `configtx.yaml`. */
  readonly channelConfig: string;
  /** A node's configuration: `orderer.yaml` or `core.yaml`. */
  configOf(node: string): string;
  /** A node's ledger and keys that it makes itself. */
  dataOf(node: string): string;
  /** Addresses and TLS material of a peer's chaincode servers, one file a package label; its builder reads them. */
  connectionsOf(peer: string): string;
  /** Packed chaincodes, `LABEL.tar.gz`, and beside them what the servers run, unpacked. */
  readonly packages: string;
  readonly logs: string;
  readonly pids: string;
  /** Files of a configuration update while it is put together. */
  readonly updates: string;
}

/** Lays out a network's data folder and makes it, readable by its owner only. */
export function layOutFabric(dataDir: string): FabricLayout {
  const root = resolve(dataDir);
  const fabric = join(root, 'fabric');
  const made = (...path: string[]): string => {
    const folder = join(fabric, ...path);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return folder;
  };
  return {
    root,
    identities: join(root, 'identities'),
    topologyFile: join(root, 'topology.json'),
    genesisBlock: join(made('channel'), 'genesis.block'),
    channelConfig: made('config', 'channel'),
    configOf: (node) => made('config', node),
    dataOf: (node) => made('nodes', node),
    connectionsOf: (peer) => made('connections', peer),
    packages: made('packages'),
    logs: made('logs'),
    pids: made('pids'),
    updates: made('updates'),
  };
}
