// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Topology } from '../../topology';
import { QUIET_LOGGERS, serverProcess, SHIM_SERVER } from '../chaincode/servers';
import { fabricPathsIn, type FabricLayout } from '../layout';
import { ordererIdentity, ordererNodes, peerIdentity, peerNodes, type OrdererNode, type PeerNode } from '../nodes';
import type { NodeProcess } from '../processes/nodeProcess';
import { ordererProcess, peerProcess } from '../processes/nodeProcesses';
import { COMPOSE_VARIABLES as VARIABLE } from './variables';

/** The release of the official images; the programs in them are the ones that `network:up` is held to. */
export const IMAGE_VERSION = '2.5.16';
const NODE_IMAGE = 'node:20.20-slim';

/** Inside the images the programs lie on the path. */
const IN_IMAGE = {
  paths: { peer: 'peer', orderer: 'orderer', configtxgen: '', configtxlator: '', osnadmin: '' },
  version: IMAGE_VERSION,
  major: Number(IMAGE_VERSION.split('.')[0]),
} as const;

const HEAD = `# SPDX-License-Identifier: Apache-2.0
# Rendered from network/topology.json by "npm run network:compose": change that file, not this one.
# It runs the network that "npm run network:up" founded, in containers instead of processes: network/README.md.
`;

/** Mounted where it lies outside, so that every path in the nodes' configuration holds inside too. */
const sameplace = (path: string, isReadOnly: boolean): string => `${path}:${path}${isReadOnly ? ':ro' : ''}`;

interface Service {
  readonly image: string;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly volumes: readonly string[];
}

/** Loopback addresses and all: containers listen where the processes did, and their certificates stay theirs. */
const serviceOf = ({ image, command, environment, volumes }: Service): object => ({
  image,
  command,
  environment,
  user: `\${${VARIABLE.user}}`,
  network_mode: 'host',
  restart: 'unless-stopped',
  volumes,
});

/** A node sees its own identity, configuration and ledger, and nobody else's. */
const nodeVolumes = (layout: FabricLayout, name: string, identity: string): string[] => [
  sameplace(identity, true),
  sameplace(layout.configOf(name), true),
  sameplace(layout.dataOf(name), false),
];

const commandOf = ({ program, parameters }: NodeProcess): string[] => [program, ...parameters];

function ordererService(layout: FabricLayout, orderer: OrdererNode): object {
  const process = ordererProcess(layout, IN_IMAGE, orderer);
  return serviceOf({
    image: `hyperledger/fabric-orderer:${IMAGE_VERSION}`,
    command: commandOf(process),
    environment: process.env,
    volumes: nodeVolumes(layout, orderer.name, ordererIdentity(layout.identities, orderer)),
  });
}

function peerService(layout: FabricLayout, peer: PeerNode): object {
  const process = peerProcess(layout, IN_IMAGE, peer);
  return serviceOf({
    image: `hyperledger/fabric-peer:${IMAGE_VERSION}`,
    command: commandOf(process),
    environment: process.env,
    volumes: [
      ...nodeVolumes(layout, peer.name, peerIdentity(layout.identities, peer)),
      sameplace(layout.connectionsOf(peer.name), true),
      sameplace(`\${${VARIABLE.home}}/network/builder`, true),
    ],
  });
}

function serverService(layout: FabricLayout, peer: PeerNode): object {
  const process = serverProcess(layout, peer, `\${${VARIABLE.label}}:\${${VARIABLE.hash}}`);
  const modules = `\${${VARIABLE.home}}/node_modules`;
  const server = `\${${VARIABLE.home}}/network/server`;
  const inContainer = new Map([
    [SHIM_SERVER, `${modules}/fabric-shim/cli.js`],
    [QUIET_LOGGERS, `${server}/quietLoggers.cjs`],
  ]);
  const parameters = process.parameters.map((one) => inContainer.get(one) ?? one);
  return serviceOf({
    image: NODE_IMAGE,
    command: ['node', ...parameters],
    environment: process.env,
    volumes: [
      sameplace(join(peerIdentity(layout.identities, peer), 'tls'), true),
      sameplace(layout.packages, true),
      sameplace(modules, true),
      sameplace(server, true),
    ],
  });
}

/** The compose file of a topology, as data. */
export function composeFile(topology: Topology): { readonly services: Readonly<Record<string, object>> } {
  const layout = fabricPathsIn(`\${${VARIABLE.network}}`);
  const peers = peerNodes(topology);
  const servers = peers.map((peer) => [`chaincode.${peer.name}`, serverService(layout, peer)] as const);
  return {
    services: Object.fromEntries([
      ...ordererNodes(topology).map((orderer) => [orderer.name, ordererService(layout, orderer)] as const),
      ...peers.map((peer) => [peer.name, peerService(layout, peer)] as const),
      ...servers,
    ]),
  };
}

/** The same as the text of `docker-compose.yaml`. */
export const composeYaml = (topology: Topology): string =>
  HEAD + stringify({ name: 'registry', ...composeFile(topology) }, { lineWidth: 0 });
