// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { ROLES } from '@registry/chaincode/protocol';
import { z } from 'zod';

const member = z.object({ uscc: z.string(), name: z.string() });
const organization = z.object({
  name: z.string(),
  title: z.string(),
  mspId: z.string(),
  kind: z.string(),
  uscc: z.string(),
  members: z.array(member),
});
const user = z.object({
  name: z.string().regex(/^[a-z][a-z0-9-]{1,38}$/),
  org: z.string(),
  role: z.enum(ROLES),
  staffNo: z.string(),
  uscc: z.string(),
  gateways: z.array(z.string()),
});

/** What a gateway needs to know of the consortium; the network's own reader checks the rest. */
const topologyShape = z.object({
  channel: z.string(),
  chaincode: z.object({
    name: z.string(),
    endorsement: z.object({ threshold: z.int().min(1), organizations: z.array(z.string()) }),
  }),
  organizations: z.array(organization),
  users: z.array(user),
});

export type Topology = z.infer<typeof topologyShape>;
export type Organization = Topology['organizations'][number];
export type TopologyUser = Topology['users'][number];

/** The consortium's description cannot be used by this gateway. */
export class TopologyUnusable extends Error {
  override readonly name = 'TopologyUnusable';
}

/** @throws TopologyUnusable naming the file */
export function readTopology(file: string): Topology {
  try {
    return topologyShape.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new TopologyUnusable(`${file} cannot be read as a topology`, { cause });
  }
}

/** @throws TopologyUnusable where there is no such organization */
export function organizationNamed(topology: Topology, name: string): Organization {
  const found = topology.organizations.find((one) => one.name === name);
  if (found) return found;
  throw new TopologyUnusable(`The topology has no organization ${name}`);
}

/** What a person's desk is called: the body that the person works for, and the staff number. */
export function displayName(organization: Organization, { uscc, staffNo }: TopologyUser): string {
  const found = organization.members.find((one) => one.uscc === uscc);
  return `${found?.name ?? organization.title} ${staffNo}`;
}
