// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { MSP_FILES, organizationMsp } from '@registry/network';
import type { Organization } from '@registry/network';
import { probeGateway, probeTls } from './probe';
import type { Address, GatewayAnswer, Listening } from './probe';
import type { RegisterPlace } from './registerPlace';

export type PartKind = 'orderer' | 'peer' | 'chaincode server' | 'gateway';

/** One process that the topology names, and who answers where it should listen. */
export interface Presence {
  readonly kind: PartKind;
  /** `peer0.guiyang`, or the organization's name for a gateway. */
  readonly name: string;
  readonly organization: string;
  /** All that it listens at. */
  readonly addresses: readonly Address[];
  readonly listening: Listening;
  /** Of a gateway that answers. */
  readonly gateway?: GatewayAnswer;
}

const isKnown = new Set<Listening>(['ours', 'closed']);

/** What several listeners of one process say together: the strangest of them. */
const together = (all: readonly Listening[]): Listening =>
  all.find((one) => !isKnown.has(one)) ?? (all.includes('closed') ? 'closed' : 'ours');

type Part = Omit<Presence, 'listening' | 'gateway'>;

const peersOf = ({ name, peers }: Organization, isFabric: boolean): Part[] =>
  peers.map(({ name: peer, host, port, operationsPort }) => ({
    kind: 'peer',
    name: `${peer}.${name}`,
    organization: name,
    addresses: [port, ...(isFabric ? [operationsPort] : [])].map((each) => ({ host, port: each })),
  }));

const orderersOf = ({ name, orderers }: Organization): Part[] =>
  orderers.map(({ name: orderer, host, port, adminPort, operationsPort }) => ({
    kind: 'orderer',
    name: `${orderer}.${name}`,
    organization: name,
    addresses: [port, adminPort, operationsPort].map((each) => ({ host, port: each })),
  }));

const serversOf = ({ name, peers }: Organization): Part[] =>
  peers.map(({ name: peer, host, serverPorts }) => ({
    kind: 'chaincode server',
    name: `chaincode.${peer}.${name}`,
    organization: name,
    addresses: serverPorts.map((port) => ({ host, port })),
  }));

const gatewayOf = ({ name, gateway }: Organization): Part[] =>
  gateway ? [{ kind: 'gateway', name: `gateway.${name}`, organization: name, addresses: [gateway] }] : [];

const partsOf = ({ engine, topology }: RegisterPlace): Part[] => {
  const isFabric = engine === 'fabric';
  return topology.organizations.flatMap((organization) => [
    ...(isFabric ? orderersOf(organization) : []),
    ...peersOf(organization, isFabric),
    ...(isFabric ? serversOf(organization) : []),
    ...gatewayOf(organization),
  ]);
};

const lookAtGateway = async (part: Part): Promise<Presence> => {
  const gateway = await probeGateway(part.addresses[0] as Address);
  return { ...part, listening: gateway.listening, gateway };
};

/** A new definition takes the peer's other server port, so that one of the two is enough. */
const serverAnswer = (all: readonly Listening[]): Listening => (all.includes('ours') ? 'ours' : together(all));

const lookAt = async (part: Part, place: RegisterPlace): Promise<Presence> => {
  if (part.kind === 'gateway') return lookAtGateway(part);
  const msp = organizationMsp({ dir: place.layout.identities, org: part.organization });
  const root = join(msp, MSP_FILES.tlsRoot);
  const all = await Promise.all(part.addresses.map((address) => probeTls(address, root)));
  return { ...part, listening: part.kind === 'chaincode server' ? serverAnswer(all) : together(all) };
};

/** Looks who listens wherever the topology says that one of the register's processes does. */
export const presences = (place: RegisterPlace): Promise<Presence[]> =>
  Promise.all(partsOf(place).map((part) => lookAt(part, place)));

/** Whether a part of the network runs: then all of it should. */
export const networkRuns = (all: readonly Presence[]): boolean =>
  all.some(({ kind, listening }) => kind !== 'gateway' && listening === 'ours');

/** Whether a gateway runs: then all of them should. */
export const gatewaysRun = (all: readonly Presence[]): boolean =>
  all.some(({ kind, listening }) => kind === 'gateway' && listening === 'ours');
