// SPDX-License-Identifier: Apache-2.0
import { ordererFolder, peerFolder, userFolder } from '../identities/layout';
import type { Orderer, Organization, Peer, Topology } from '../topology';

/** One orderer of the consortium, and whose it is. */
export interface OrdererNode {
  /** `orderer0.zhengzhou`: its certificate's name, its process, its folders. */
  readonly name: string;
  readonly organization: Organization;
  readonly node: Orderer;
  readonly address: string;
}

/** One peer of the consortium, and whose it is. */
export interface PeerNode {
  readonly name: string;
  readonly organization: Organization;
  readonly node: Peer;
  readonly address: string;
}

/** Every orderer, in the order of the topology: BFT numbers its consenters by it. */
export function ordererNodes({ organizations }: Topology): OrdererNode[] {
  return organizations.flatMap((organization) =>
    organization.orderers.map((node) => ({
      name: `${node.name}.${organization.name}`,
      organization,
      node,
      address: `${node.host}:${node.port}`,
    })),
  );
}

/** Every peer, in the order of the topology. */
export function peerNodes({ organizations }: Topology): PeerNode[] {
  return organizations.flatMap((organization) =>
    organization.peers.map((node) => ({
      name: `${node.name}.${organization.name}`,
      organization,
      node,
      address: `${node.host}:${node.port}`,
    })),
  );
}

export const ordererIdentity = (identities: string, { organization, node }: OrdererNode): string =>
  ordererFolder({ dir: identities, org: organization.name }, node.name);

export const peerIdentity = (identities: string, { organization, node }: PeerNode): string =>
  peerFolder({ dir: identities, org: organization.name }, node.name);

/** The identity of an organization's administrator, with a TLS client certificate. */
export const adminIdentity = (identities: string, organization: Pick<Organization, 'name'>): string =>
  userFolder({ dir: identities, org: organization.name }, 'admin');
