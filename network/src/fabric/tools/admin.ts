// SPDX-License-Identifier: Apache-2.0
import { tlsPaths } from '../config/tlsFiles';
import { FabricError } from '../fabricError';
import { adminIdentity, ordererIdentity, ordererNodes, peerNodes, type PeerNode } from '../nodes';
import type { FabricPlace } from '../place';
import { adminName } from '../writeConfig';
import { runTool } from './runTool';

/** What an administrator does with the `peer` program. */
export type Admin = (parameters: readonly string[]) => Promise<string>;

/**
 * An organization's administrator at its own peer.
 *
 * @throws FabricError TOOL_FAILED, from each call, with the program's own words
 */
export const adminOf =
  ({ layout, binaries }: FabricPlace, organization: string): Admin =>
  (parameters) =>
    runTool({
      program: binaries.paths.peer,
      parameters,
      env: { FABRIC_CFG_PATH: layout.configOf(adminName(organization)), FABRIC_LOGGING_SPEC: 'warn' },
    });

/** Options by which the `peer` program reaches an orderer as an organization's administrator. */
export function ordererOptions({ topology, layout }: FabricPlace, organization: string): string[] {
  const [orderer] = ordererNodes(topology);
  if (orderer === undefined) throw new FabricError('NOT_STARTED', 'The topology names no orderer.');
  const { certificate, privateKey } = tlsPaths(adminIdentity(layout.identities, { name: organization }), 'client');
  const { root } = tlsPaths(ordererIdentity(layout.identities, orderer), 'server');
  const tls = ['--tls', '--cafile', root, '--clientauth', '--certfile', certificate, '--keyfile', privateKey];
  return ['-o', orderer.address, ...tls];
}

/** Options that name the peers whose endorsement is asked for. */
export function peerOptions({ layout }: FabricPlace, peers: readonly PeerNode[]): string[] {
  return peers.flatMap((peer) => {
    const { root } = tlsPaths(adminIdentity(layout.identities, peer.organization), 'client');
    return ['--peerAddresses', peer.address, '--tlsRootCertFiles', root];
  });
}

/** The first peer of each organization that has one. */
export function firstPeers({ topology }: FabricPlace): PeerNode[] {
  return peerNodes(topology).filter(({ organization, node }) => organization.peers[0] === node);
}
