// SPDX-License-Identifier: Apache-2.0
import { isIP } from 'node:net';
import { isRegionCode, isUscc, ROLES, type Role } from '@registry/chaincode/protocol';
import { z } from 'zod';

export const ORGANIZATION_KINDS = ['registry', 'supervisor', 'judicial', 'agency'] as const;
export const MEMBER_KINDS = ['company', 'agent', 'agency'] as const;

/** Names become folders, certificate names and DNS labels, so the alphabet is that of a DNS label. */
const label = z.string().regex(/^[a-z][a-z0-9-]{1,38}$/, 'must be lower-case letters, digits and hyphens');
const title = z.string().min(1).max(60);
const uscc = z.string().refine(isUscc, 'must be a unified social credit code with right check digits (GB 32100)');
const regionCode = z.string().refine(isRegionCode, 'must be a six-digit region code (GB/T 2260)');
const mspId = z.string().regex(/^[A-Za-z][A-Za-z0-9]{1,62}$/, 'must be an MSP id');
const port = z.int().min(1024).max(65535);
const hostName = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;
const host = z.string().refine((value) => isIP(value) !== 0 || hostName.test(value), 'must be an address or host name');
const positive = z.int().positive();

const peer = z.strictObject({
  name: label,
  host,
  port,
  /** Where the peer would listen for chaincode that calls it; Fabric opens it even where none does. */
  chaincodePort: port,
  /** Health and metrics. */
  operationsPort: port,
  /** Its chaincode server's; two, so that a new definition's server runs beside the old one's until it is committed. */
  serverPorts: z.tuple([port, port]),
});
const orderer = z.strictObject({ name: label, host, port, adminPort: port, operationsPort: port });

const member = z.strictObject({ uscc, name: title, kind: z.enum(MEMBER_KINDS) });

const organization = z.strictObject({
  name: label,
  title,
  mspId,
  kind: z.enum(ORGANIZATION_KINDS),
  uscc,
  /** GB/T 2260 codes of the area that the organization works for. */
  regionCodes: z.array(regionCode).min(1),
  /** The registry's digit in national certificate numbers; its region is the first two digits of its first code. */
  registryDigit: z.string().regex(/^\d$/).optional(),
  peers: z.array(peer),
  orderers: z.array(orderer),
  gateway: z.strictObject({ host, port }).optional(),
  /** Legal persons whose people hold certificates of this organization without being its staff. */
  members: z.array(member),
});

const user = z.strictObject({
  /** A log-in name, and the certificate's CN. It goes into blocks for ever: never a person's name. */
  name: label,
  org: label,
  role: z.enum(ROLES),
  staffNo: z.string().regex(/^[A-Z0-9-]{1,32}$/, 'must be a staff number'),
  uscc,
  gateways: z.array(label).min(1),
});

const batch = z.strictObject({
  timeoutMs: positive,
  maxMessages: positive,
  preferredMaxBytes: positive,
  absoluteMaxBytes: positive,
});
const raft = z.strictObject({ tickIntervalMs: positive, electionTicks: positive, heartbeatTicks: positive });
const bft = z.strictObject({
  forwardTimeoutMs: positive,
  complainTimeoutMs: positive,
  heartbeatTimeoutMs: positive,
  viewChangeTimeoutMs: positive,
  /** Who orders besides the Raft orderers: to bear one liar takes four. */
  orderers: z.array(orderer.extend({ org: label })),
});

/** An organization that may join a running consortium, and its people. */
const candidate = z.strictObject({ organization, users: z.array(user) });

export const CONSENSUS_TYPES = ['etcdraft', 'BFT'] as const;

/** The shape of `topology.json`; what its parts must say of each other is in `topologyRules.ts`. */
export const topologyShape = z.strictObject({
  channel: label,
  chaincode: z.strictObject({
    name: label,
    version: z.string().regex(/^\d+\.\d+\.\d+$/),
    endorsement: z.strictObject({ threshold: positive, organizations: z.array(label).min(1) }),
  }),
  consensus: z.strictObject({ type: z.enum(CONSENSUS_TYPES), batch, raft, bft }),
  organizations: z.array(organization).min(1),
  users: z.array(user),
  candidates: z.array(candidate),
});

export type Topology = z.infer<typeof topologyShape>;
export type Organization = Topology['organizations'][number];
export type ConsensusType = Topology['consensus']['type'];
export type Candidate = Topology['candidates'][number];
export type Peer = Organization['peers'][number];
export type Orderer = Organization['orderers'][number];
export type Member = Organization['members'][number];
export type TopologyUser = Topology['users'][number];
export type UserRole = Role;
