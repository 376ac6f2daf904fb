// SPDX-License-Identifier: Apache-2.0
import type { Organization, Topology } from './topologySchema';

type PortOf = (port: number) => number;

const organizationWith = (organization: Organization, portOf: PortOf): Organization => ({
  ...organization,
  peers: organization.peers.map((peer) => ({
    ...peer,
    port: portOf(peer.port),
    chaincodePort: portOf(peer.chaincodePort),
    operationsPort: portOf(peer.operationsPort),
    serverPorts: [portOf(peer.serverPorts[0]), portOf(peer.serverPorts[1])],
  })),
  orderers: organization.orderers.map((orderer) => ordererWith(orderer, portOf)),
  ...(organization.gateway ? { gateway: { ...organization.gateway, port: portOf(organization.gateway.port) } } : {}),
});

const ordererWith = <T extends Organization['orderers'][number]>(orderer: T, portOf: PortOf): T => ({
  ...orderer,
  port: portOf(orderer.port),
  adminPort: portOf(orderer.adminPort),
  operationsPort: portOf(orderer.operationsPort),
});

/**
 * The same consortium, candidates included, on other ports.
 *
 * @param portOf - gives the new port for each one of the old
 */
export function withPorts(topology: Topology, portOf: PortOf): Topology {
  const { bft } = topology.consensus;
  return {
    ...topology,
    consensus: {
      ...topology.consensus,
      bft: { ...bft, orderers: bft.orderers.map((orderer) => ordererWith(orderer, portOf)) },
    },
    organizations: topology.organizations.map((one) => organizationWith(one, portOf)),
    candidates: topology.candidates.map((candidate) => ({
      ...candidate,
      organization: organizationWith(candidate.organization, portOf),
    })),
  };
}

/** Every port that a consortium listens on, or will once its candidates have joined. */
export function portsOf(topology: Topology): number[] {
  const ports: number[] = [];
  withPorts(topology, (port) => {
    ports.push(port);
    return port;
  });
  return ports;
}
