// SPDX-License-Identifier: Apache-2.0
import { parseTopology, TopologyError, type Topology } from './topology';
import type { Candidate, ConsensusType } from './topologySchema';

/** The same consortium under a kind of ordering: BFT adds the orderers that bearing one liar takes. */
export function withConsensus(topology: Topology, type: ConsensusType): Topology {
  if (topology.consensus.type === type) return topology;
  if (type === 'etcdraft') {
    const message = 'a consortium that orders by BFT does not go back to Raft';
    throw new TopologyError({ code: 'TOPOLOGY_INVALID', message });
  }
  const { bft } = topology.consensus;
  const added = (name: string): Topology['organizations'][number]['orderers'] =>
    bft.orderers
      .filter(({ org }) => org === name)
      .map(({ name: orderer, host, port, adminPort, operationsPort }) => ({
        name: orderer,
        host,
        port,
        adminPort,
        operationsPort,
      }));
  return parseTopology({
    ...topology,
    consensus: { ...topology.consensus, type, bft: { ...bft, orderers: [] } },
    organizations: topology.organizations.map((organization) => ({
      ...organization,
      orderers: [...organization.orderers, ...added(organization.name)],
    })),
  });
}

/** A registry decides for its records, so its endorsement counts; whoever only calls or witnesses does not endorse. */
const endorsersWith = ({ chaincode }: Topology, { organization }: Candidate): Topology['chaincode'] => ({
  ...chaincode,
  endorsement: {
    ...chaincode.endorsement,
    organizations: [
      ...chaincode.endorsement.organizations,
      ...(organization.kind === 'registry' && organization.peers.length > 0 ? [organization.name] : []),
    ],
  },
});

/**
 * The consortium after one of its candidates has joined.
 *
 * @throws TopologyError TOPOLOGY_UNKNOWN_ORGANIZATION where no candidate has the name
 */
export function withCandidate(topology: Topology, name: string): Topology {
  const joining = topology.candidates.find(({ organization }) => organization.name === name);
  if (joining === undefined) {
    const known = topology.candidates.map(({ organization }) => organization.name).join(', ') || 'nobody';
    const message = `${name} is no candidate of the topology; there is ${known}`;
    throw new TopologyError({ code: 'TOPOLOGY_UNKNOWN_ORGANIZATION', message });
  }
  return parseTopology({
    ...topology,
    chaincode: endorsersWith(topology, joining),
    organizations: [...topology.organizations, joining.organization],
    users: [...topology.users, ...joining.users],
    candidates: topology.candidates.filter((candidate) => candidate !== joining),
  });
}
