// SPDX-License-Identifier: Apache-2.0
import type { Topology } from '@registry/network';
import { freePorts } from './freePorts';

const portsOf = ({ organizations }: Topology): number =>
  organizations.reduce(
    (sum, { peers, orderers, gateway }) => sum + peers.length + 2 * orderers.length + (gateway ? 1 : 0),
    0,
  );

/** The same consortium on free ports of this machine, so that it runs beside another one. */
export const onFreePorts = async (topology: Topology): Promise<Topology> => {
  const ports = await freePorts(portsOf(topology));
  const next = (): number => ports.pop() ?? 0;
  return {
    ...topology,
    organizations: topology.organizations.map((organization) => ({
      ...organization,
      peers: organization.peers.map((peer) => ({ ...peer, port: next() })),
      orderers: organization.orderers.map((orderer) => ({ ...orderer, port: next(), adminPort: next() })),
      ...(organization.gateway ? { gateway: { ...organization.gateway, port: next() } } : {}),
    })),
  };
};
