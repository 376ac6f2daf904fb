// SPDX-License-Identifier: Apache-2.0
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where everything of a register on one machine lies under its data folder. */
export interface Layout {
  readonly root: string;
  readonly network: string;
  readonly identities: string;
  readonly connectionFile: string;
  /** Only where the register runs on other ports than the topology that ships. */
  readonly topologyFile: string;
  /** Addresses of the running gateways and their users files, for other commands. */
  readonly addressFile: string;
  gateway(name: string): string;
  keyFile(name: string): string;
  /** The key under which the registries compare filings; made once for all of them. */
  readonly comparisonKeyFile: string;
  logFile(name: string): string;
}

/** Where everything lies under a data folder; nothing is made. */
export const pathsOf = (root: string): Layout => {
  const network = join(root, 'network');
  return {
    root,
    network,
    identities: join(network, 'identities'),
    connectionFile: join(network, 'connection.json'),
    topologyFile: join(root, 'topology.json'),
    addressFile: join(root, 'addresses.json'),
    gateway: (name) => join(root, 'gateways', name),
    keyFile: (name) => join(root, 'keys', `${name}.kek`),
    comparisonKeyFile: join(root, 'keys', 'comparison.key'),
    logFile: (name) => join(root, 'logs', `${name}.log`),
  };
};

/** Lays out a data folder and makes its folders, readable by their owner only. */
export const layOut = (root: string): Layout => {
  for (const folder of ['network', 'gateways', 'keys', 'logs']) {
    mkdirSync(join(root, folder), { recursive: true, mode: 0o700 });
  }
  return pathsOf(root);
};

/** A compiled program of another workspace. */
export const programOf = (workspace: 'network' | 'gateway' | 'scripts', ...path: string[]): string =>
  join(dirname(require.resolve(`@registry/${workspace}/package.json`)), 'dist', ...path);
