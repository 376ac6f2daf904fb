// SPDX-License-Identifier: Apache-2.0
import type { Organization, Peer, Topology } from '../topology';
import { RESERVED_USERS } from '../topologyRules';
import type { UserAttributes } from './extensions';
import { ordererFolder, peerFolder, userFolder, type OrganizationPlace, type TlsUse } from './layout';

/** One identity that an organization must have: which folder, which OU, and what its certificates say. */
export interface PlannedIdentity {
  readonly folder: string;
  readonly commonName: string;
  readonly unit: 'peer' | 'orderer' | 'admin' | 'client';
  readonly attributes?: UserAttributes;
  readonly tls?: { readonly use: TlsUse; readonly names: readonly string[] };
}

const LOOPBACK = ['127.0.0.1', 'localhost'];

function plannedNodes(place: OrganizationPlace, org: Organization): PlannedIdentity[] {
  const node = (
    unit: 'peer' | 'orderer',
    folder: string,
    { name, host }: Pick<Peer, 'name' | 'host'>,
  ): PlannedIdentity => {
    const commonName = `${name}.${org.name}`;
    return { folder, commonName, unit, tls: { use: 'server', names: [...LOOPBACK, commonName, host] } };
  };
  return [
    ...org.peers.map((peer) => node('peer', peerFolder(place, peer.name), peer)),
    ...org.orderers.map((orderer) => node('orderer', ordererFolder(place, orderer.name), orderer)),
  ];
}

/** `admin` runs nodes, `gateway` follows blocks: both speak TLS themselves, and neither has a role to decide with. */
function plannedServices(place: OrganizationPlace, org: Organization): PlannedIdentity[] {
  return RESERVED_USERS.filter((name) => name !== 'gateway' || org.gateway).map((name) => ({
    folder: userFolder(place, name),
    commonName: `${name}.${org.name}`,
    unit: name === 'admin' ? 'admin' : 'client',
    tls: { use: 'client', names: [] },
  }));
}

function plannedPeople(place: OrganizationPlace, topology: Topology): PlannedIdentity[] {
  return topology.users
    .filter((user) => user.org === place.org)
    .map(({ name, role, staffNo, uscc }) => ({
      folder: userFolder(place, name),
      commonName: name,
      unit: 'client',
      attributes: { role, staffNo, uscc },
    }));
}

/**
 * Lists the identities that an organization must have for a topology to run.
 *
 * @param topology - the consortium
 * @param org - one of its organizations
 * @param dir - the consortium's identities folder
 */
export function plannedIdentities(topology: Topology, org: Organization, dir: string): PlannedIdentity[] {
  const place = { dir, org: org.name };
  return [...plannedNodes(place, org), ...plannedServices(place, org), ...plannedPeople(place, topology)];
}
