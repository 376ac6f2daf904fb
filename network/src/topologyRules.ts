// SPDX-License-Identifier: Apache-2.0
import { portsOf } from './topologyPorts';
import type { Organization, Topology, TopologyUser, UserRole } from './topologySchema';

export interface TopologyProblem {
  readonly path: string;
  readonly message: string;
}

/** Identities that every organization or gateway needs for running, not for deciding: nobody else may bear the name. */
export const RESERVED_USERS = ['admin', 'gateway'] as const;

/** Which roles an organization of a kind may certify: a registry cannot make a supervisor. */
const ROLES_OF_KIND: Readonly<Record<Organization['kind'], readonly UserRole[]>> = {
  registry: ['applicant', 'agent', 'acceptance', 'reviewer', 'decider', 'clock'],
  supervisor: ['supervisor'],
  judicial: ['judicial'],
  agency: ['agency'],
};

/** Roles of outsiders, and the kind of legal person that they must belong to; every other role is the staff's. */
const MEMBER_OF_ROLE: Partial<Record<UserRole, string>> = { applicant: 'company', agent: 'agent', agency: 'agency' };

type Rule = (topology: Topology) => TopologyProblem[];

/** One problem for each value that stands more than once. */
function repeated(what: string, values: readonly (string | number)[]): TopologyProblem[] {
  const again = values.filter((value, index) => values.indexOf(value) !== index);
  return again.map((value) => ({ path: what, message: `${value} stands more than once` }));
}

const namesAreUnique: Rule = ({ organizations, users }) => [
  ...repeated(
    'organizations.name',
    organizations.map((org) => org.name),
  ),
  ...repeated(
    'organizations.mspId',
    organizations.map((org) => org.mspId),
  ),
  ...repeated(
    'organizations.uscc',
    organizations.flatMap((org) => [org.uscc, ...org.members.map((one) => one.uscc)]),
  ),
  ...repeated('users.name', [...RESERVED_USERS, ...users.map((user) => user.name)]),
  ...repeated(
    'users.staffNo',
    users.map((user) => user.staffNo),
  ),
  ...organizations.flatMap((org) =>
    repeated(
      `${org.name}.peers.name`,
      org.peers.map((peer) => peer.name),
    ),
  ),
  ...organizations.flatMap((org) =>
    repeated(
      `${org.name}.orderers.name`,
      org.orderers.map((one) => one.name),
    ),
  ),
];

/** Every listener of the consortium may run on one machine, so no two may claim one port. */
const portsAreUnique: Rule = (topology) => repeated('ports', portsOf(topology));

const endorsersHavePeers: Rule = ({ organizations, chaincode: { endorsement } }) => {
  const withPeers = new Set(organizations.filter((org) => org.peers.length > 0).map((org) => org.name));
  const path = 'chaincode.endorsement';
  const missing = endorsement.organizations.filter((name) => !withPeers.has(name));
  return [
    ...repeated(path, endorsement.organizations),
    ...missing.map((name) => ({ path, message: `${name} is no organization with a peer` })),
    ...(endorsement.threshold > endorsement.organizations.length
      ? [{ path, message: 'the threshold is higher than the number of organizations' }]
      : []),
  ];
};

const somebodyOrders: Rule = ({ organizations }) =>
  organizations.some((org) => org.orderers.length > 0) ? [] : [{ path: 'organizations', message: 'nobody orders' }];

const gatewaysHavePeers: Rule = ({ organizations }) =>
  organizations
    .filter((org) => org.gateway !== undefined && org.peers.length === 0)
    .map((org) => ({ path: `${org.name}.gateway`, message: 'a gateway stands in front of its own peer' }));

/** A national number names the registry by region and digit, so the pair belongs to registries and to one only. */
const registriesAreNumbered: Rule = ({ organizations }) => {
  const wrong = organizations.filter((org) => (org.kind === 'registry') !== (org.registryDigit !== undefined));
  const codes = organizations
    .filter((org) => org.registryDigit !== undefined)
    .map((org) => `${(org.regionCodes[0] ?? '').slice(0, 2)}${org.registryDigit ?? ''}`);
  return [
    ...wrong.map((org) => ({ path: `${org.name}.registryDigit`, message: 'a registry has one, nobody else' })),
    ...repeated('registryDigit', codes),
  ];
};

function belongs(user: TopologyUser, org: Organization): boolean {
  const kind = MEMBER_OF_ROLE[user.role];
  if (kind === undefined) return user.uscc === org.uscc;
  return org.members.some((member) => member.uscc === user.uscc && member.kind === kind);
}

function userProblems(user: TopologyUser, topology: Topology): TopologyProblem[] {
  const path = `users.${user.name}`;
  const org = topology.organizations.find((one) => one.name === user.org);
  if (org === undefined) return [{ path, message: `there is no organization ${user.org}` }];
  const doors = new Set(topology.organizations.filter((one) => one.gateway).map((one) => one.name));
  return [
    ...repeated(`${path}.gateways`, user.gateways),
    ...user.gateways
      .filter((name) => !doors.has(name))
      .map((name) => ({ path: `${path}.gateways`, message: `${name} has no gateway` })),
    ...(ROLES_OF_KIND[org.kind].includes(user.role)
      ? []
      : [{ path: `${path}.role`, message: `${org.name} may not certify the role ${user.role}` }]),
    ...(belongs(user, org) ? [] : [{ path: `${path}.uscc`, message: `no legal person of ${org.name} for this role` }]),
  ];
}

const usersBelong: Rule = (topology) => topology.users.flatMap((user) => userProblems(user, topology));

const orderersBelong: Rule = ({ organizations, consensus }) =>
  consensus.bft.orderers
    .filter(({ org }) => organizations.every(({ name }) => name !== org))
    .map(({ org }) => ({ path: 'consensus.bft.orderers', message: `there is no organization ${org}` }));

/** Once a candidate has joined, the whole must still be one consortium. */
const candidatesFit: Rule = (topology) =>
  topology.candidates.flatMap(({ organization, users }) => {
    const joined = {
      ...topology,
      organizations: [...topology.organizations, organization],
      users: [...topology.users, ...users],
      candidates: [],
    };
    return topologyProblems(joined).filter(({ path, message }) => !isProblemOf(topology, { path, message }));
  });

const isProblemOf = (topology: Topology, problem: TopologyProblem): boolean =>
  topologyProblems({ ...topology, candidates: [] }).some(
    ({ path, message }) => path === problem.path && message === problem.message,
  );

const RULES: readonly Rule[] = [
  namesAreUnique,
  portsAreUnique,
  endorsersHavePeers,
  somebodyOrders,
  gatewaysHavePeers,
  registriesAreNumbered,
  usersBelong,
  orderersBelong,
  candidatesFit,
];

/**
 * Finds what is wrong between the parts of a well-shaped topology.
 *
 * @param topology - a topology of the right shape
 * @returns every problem, not only the first; empty when the consortium can be built
 */
export function topologyProblems(topology: Topology): TopologyProblem[] {
  return RULES.flatMap((rule) => rule(topology));
}
