// SPDX-License-Identifier: Apache-2.0
import { organizationMsp } from '../../identities/layout';
import type { Organization, Topology } from '../../topology';
import { ordererIdentity, ordererNodes } from '../nodes';
import { consensusSection } from './consensusYaml';

/** The one profile of our `configtx.yaml`. */
export const PROFILE = 'Registry';

const signature = (rule: string): object => ({ Type: 'Signature', Rule: rule });
const implicit = (rule: string): object => ({ Type: 'ImplicitMeta', Rule: rule });

const anyOf = (mspId: string, roles: readonly string[]): object =>
  signature(`OR(${roles.map((role) => `'${mspId}.${role}'`).join(',')})`);

const READERS = ['admin', 'peer', 'client', 'orderer'];

const mspOf = (identities: string, { name, mspId }: Organization): object => ({
  Name: name,
  ID: mspId,
  MSPDir: organizationMsp({ dir: identities, org: name }),
});

/**
 * An organization as a user of the channel, for `configtx.yaml`.
 *
 * @param identities - the consortium's identities folder
 */
export function applicationOrganization(identities: string, organization: Organization): object {
  const { mspId, peers } = organization;
  return {
    ...mspOf(identities, organization),
    Policies: {
      Readers: anyOf(mspId, READERS),
      Writers: anyOf(mspId, ['admin', 'client']),
      Admins: anyOf(mspId, ['admin']),
      Endorsement: anyOf(mspId, ['peer']),
    },
    // Where other organizations' peers learn of its peers: without them nobody would find an endorser elsewhere.
    ...(peers.length > 0 ? { AnchorPeers: peers.map(({ host, port }) => ({ Host: host, Port: port })) } : {}),
  };
}

/** An organization as one that orders: nobody of it but its orderers may sign a block. */
function orderingOrganization(identities: string, organization: Organization): object {
  const { mspId, orderers } = organization;
  return {
    ...mspOf(identities, organization),
    Policies: {
      Readers: anyOf(mspId, READERS),
      Writers: anyOf(mspId, ['orderer']),
      Admins: anyOf(mspId, ['admin']),
    },
    OrdererEndpoints: orderers.map(({ host, port }) => `${host}:${port}`),
  };
}

const groupPolicies = {
  Readers: implicit('ANY Readers'),
  Writers: implicit('ANY Writers'),
  Admins: implicit('MAJORITY Admins'),
};

const applicationSection = (topology: Topology, identities: string): object => ({
  Organizations: topology.organizations.map((organization) => applicationOrganization(identities, organization)),
  Policies: {
    ...groupPolicies,
    LifecycleEndorsement: implicit('MAJORITY Endorsement'),
    Endorsement: implicit('MAJORITY Endorsement'),
  },
  Capabilities: { V2_5: true },
});

const ordererSection = (topology: Topology, identities: string): object => ({
  ...consensusSection(
    topology,
    ordererNodes(topology).map((orderer) => ({ orderer, folder: ordererIdentity(identities, orderer) })),
  ),
  Organizations: topology.organizations
    .filter(({ orderers }) => orderers.length > 0)
    .map((organization) => orderingOrganization(identities, organization)),
  Policies: { ...groupPolicies, BlockValidation: implicit('ANY Writers') },
  Capabilities: { V2_0: true },
});

/**
 * `configtx.yaml`: the channel's organizations, who may change what, and how it orders, as data.
 *
 * @param identities - the consortium's identities folder
 */
export function configtxYaml(topology: Topology, identities: string): object {
  return {
    Organizations: [],
    Profiles: {
      [PROFILE]: {
        Policies: groupPolicies,
        Capabilities: topology.consensus.type === 'BFT' ? { V3_0: true } : { V2_0: true },
        Orderer: ordererSection(topology, identities),
        Application: applicationSection(topology, identities),
      },
    },
  };
}

/** `configtx.yaml` that only describes one organization, for its joining. */
export const joiningYaml = (organization: Organization, identities: string): object => ({
  Organizations: [applicationOrganization(identities, organization)],
});
