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

type FolderOf = (...path: string[]) => string;

const layout = (root: string, folder: FolderOf): FabricLayout => ({
  root,
  identities: join(root, 'identities'),
  topologyFile: join(root, 'topology.json'),
  genesisBlock: join(folder('channel'), 'genesis.block'),
  channelConfig: folder('config', 'channel'),
  configOf: (node) => folder('config', node),
  dataOf: (node) => folder('nodes', node),
  connectionsOf: (peer) => folder('connections', peer),
  packages: folder('packages'),
  logs: folder('logs'),
  pids: folder('pids'),
  updates: folder('updates'),
});

/** Where everything would lie under an absolute folder, such as the one that containers see; nothing is made. */
export const fabricPathsIn = (root: string): FabricLayout => layout(root, (...path) => join(root, 'fabric', ...path));

/** Lays out a network's data folder and makes it, readable by its owner only. */
export function layOutFabric(dataDir: string): FabricLayout {
  const root = resolve(dataDir);
  return layout(root, (...path) => {
    const folder = join(root, 'fabric', ...path);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return folder;
  });
}
