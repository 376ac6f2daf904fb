// SPDX-License-Identifier: Apache-2.0
import { CONNECTIONS_VARIABLE } from '../config/coreYaml';
import { tlsPaths } from '../config/tlsFiles';
import type { FabricLayout } from '../layout';
import { ordererIdentity, peerIdentity, type OrdererNode, type PeerNode } from '../nodes';
import type { FabricBinaries } from '../tools/binaries';
import { conditionOf } from './health';
import type { NodeProcess } from './nodeProcess';

/** `warn` keeps a long run's logs small; what a node refuses it says at that level. */
const LOGGING = { FABRIC_LOGGING_SPEC: 'warn' };

export function ordererProcess(layout: FabricLayout, binaries: FabricBinaries, orderer: OrdererNode): NodeProcess {
  const { host, operationsPort: port } = orderer.node;
  const tls = tlsPaths(ordererIdentity(layout.identities, orderer), 'server');
  return {
    name: orderer.name,
    program: binaries.paths.orderer,
    parameters: [],
    env: { ...LOGGING, FABRIC_CFG_PATH: layout.configOf(orderer.name) },
    condition: () => conditionOf({ host, port, tls }),
    serves: orderer.node,
  };
}

export function peerProcess(layout: FabricLayout, binaries: FabricBinaries, peer: PeerNode): NodeProcess {
  const { host, operationsPort: port } = peer.node;
  const tls = tlsPaths(peerIdentity(layout.identities, peer), 'server');
  return {
    name: peer.name,
    program: binaries.paths.peer,
    parameters: ['node', 'start'],
    env: {
      ...LOGGING,
      FABRIC_CFG_PATH: layout.configOf(peer.name),
      [CONNECTIONS_VARIABLE]: layout.connectionsOf(peer.name),
    },
    condition: () => conditionOf({ host, port, tls }),
    serves: peer.node,
  };
}
