// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { topologyProblems, type TopologyProblem } from './topologyRules';
import { topologyShape, type Organization, type Topology } from './topologySchema';

export type { Member, Orderer, Organization, Peer, Topology, TopologyUser, UserRole } from './topologySchema';

export type TopologyErrorCode = 'TOPOLOGY_UNREADABLE' | 'TOPOLOGY_INVALID' | 'TOPOLOGY_UNKNOWN_ORGANIZATION';

/** The consortium's description cannot be used; `problems` names every fault that was found. */
export class TopologyError extends Error {
  readonly code: TopologyErrorCode;
  readonly problems: readonly TopologyProblem[];

  constructor(details: { code: TopologyErrorCode; message: string; problems?: TopologyProblem[]; cause?: unknown }) {
    super(details.message, { cause: details.cause });
    this.name = 'TopologyError';
    this.code = details.code;
    this.problems = details.problems ?? [];
  }
}

/** The topology that ships: beside the sources as beside the compiled files. */
export const TOPOLOGY_FILE = resolve(__dirname, '..', 'topology.json');

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new TopologyError({ code: 'TOPOLOGY_UNREADABLE', message: `${file} cannot be read as JSON`, cause });
  }
}

/**
 * Checks a consortium description: its shape first, then what its parts say of each other.
 *
 * @param value - untrusted, as parsed from JSON
 * @param name - what to call it in the error
 * @throws TopologyError TOPOLOGY_INVALID with every problem and its path
 */
export function parseTopology(value: unknown, name = 'the topology'): Topology {
  const shaped = topologyShape.safeParse(value);
  const problems = shaped.success
    ? topologyProblems(shaped.data)
    : shaped.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
  if (shaped.success && problems.length === 0) return shaped.data;
  const list = problems.map((problem) => `${problem.path}: ${problem.message}`).join('; ');
  throw new TopologyError({ code: 'TOPOLOGY_INVALID', message: `${name} is not valid: ${list}`, problems });
}

/**
 * Reads the consortium: organizations, nodes, policies and demonstration users.
 *
 * @param path - a topology file; the one that ships by default
 * @throws TopologyError TOPOLOGY_UNREADABLE or TOPOLOGY_INVALID
 */
export function loadTopology(path: string = TOPOLOGY_FILE): Topology {
  return parseTopology(readJson(path), path);
}

/**
 * Finds an organization by its name.
 *
 * @throws TopologyError TOPOLOGY_UNKNOWN_ORGANIZATION
 */
export function organizationNamed(topology: Topology, name: string): Organization {
  const found = topology.organizations.find((org) => org.name === name);
  if (found) return found;
  throw new TopologyError({ code: 'TOPOLOGY_UNKNOWN_ORGANIZATION', message: `There is no organization ${name}` });
}

/** The organizations whose peers run the chaincode. A peer outside the policy only witnesses. */
export function endorsingOrganizations(topology: Topology): Organization[] {
  return topology.chaincode.endorsement.organizations.map((name) => organizationNamed(topology, name));
}

/** The chaincode's endorsement policy as Fabric's tools write it: `OutOf(2,'ZhengzhouMSP.peer',…)`. */
export function endorsementPolicy(topology: Topology): string {
  const principals = endorsingOrganizations(topology).map((org) => `'${org.mspId}.peer'`);
  return `OutOf(${topology.chaincode.endorsement.threshold},${principals.join(',')})`;
}

/** The three digits that begin a registry's case ids: two of its region, one of its own. */
export function registryCode(organization: Organization): string | undefined {
  const region = organization.regionCodes[0]?.slice(0, 2);
  return organization.registryDigit === undefined ? undefined : `${region ?? ''}${organization.registryDigit}`;
}
