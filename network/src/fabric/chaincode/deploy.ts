// SPDX-License-Identifier: Apache-2.0
import { setTimeout as delay } from 'node:timers/promises';
import { FabricError } from '../fabricError';
import type { PeerNode } from '../nodes';
import type { FabricPlace } from '../place';
import { adminOf, firstPeers, ordererOptions, peerOptions } from '../tools/admin';
import { labelOf, packChaincode, type ChaincodePackage } from './chaincodePackage';
import {
  approve,
  approvedPackage,
  committedDefinition,
  definitionOptions,
  hasInstalled,
  type Definition,
} from './definitions';
import { appointServer, startServer, stopOtherServers } from './servers';
import { packageFile, readPackage, storePackage } from './storePackage';

export interface DeployOptions {
  /** The compiled chaincode's folder. */
  readonly chaincodePath: string;
  /** Instead of the version in its `package.json`. */
  readonly version?: string;
}

/** What is on the channel after a deployment. */
export interface Deployment extends Definition {
  readonly packageId: string;
}

/** Right after a start there may be no leader yet, and right after a join peers may not know of each other. */
const PASSING =
  /SERVICE_UNAVAILABLE|no Raft leader|deadline|timeout|could not launch|connection refused|access denied/i;
const ATTEMPTS = 40;

async function patiently(step: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await step();
      return;
    } catch (error) {
      if (!(error instanceof FabricError) || !PASSING.test(error.message) || attempt === ATTEMPTS) throw error;
      await delay(250);
    }
  }
}

async function install(place: FabricPlace, { organization }: PeerNode, packed: ChaincodePackage): Promise<void> {
  if (await hasInstalled(place, organization.name, packed.packageId)) return;
  const file = packageFile(place.layout, packed.label);
  await adminOf(place, organization.name)(['lifecycle', 'chaincode', 'install', file]);
}

/** Everything that can be made ready while the present definition serves on. */
async function prepare(place: FabricPlace, peer: PeerNode, packed: ChaincodePackage): Promise<void> {
  const present = await approvedPackage(place, peer.organization.name);
  appointServer(place.layout, peer, packed.label, present === undefined ? undefined : labelOf(present));
  await startServer(place.layout, peer, packed.packageId);
  await install(place, peer, packed);
}

async function commit(place: FabricPlace, peers: readonly PeerNode[], definition: Definition): Promise<void> {
  const [first] = peers;
  if (first === undefined) throw new FabricError('NOT_STARTED', 'No organization has a peer.');
  const { name } = first.organization;
  const options = [...ordererOptions(place, name), ...definitionOptions(place, definition)];
  await patiently(async () => {
    await adminOf(place, name)(['lifecycle', 'chaincode', 'commit', ...options, ...peerOptions(place, peers)]);
  });
}

/** Puts one package through the lifecycle: servers and installations first, then approvals, then the commit. */
async function roll(place: FabricPlace, packed: ChaincodePackage, definition: Definition): Promise<Deployment> {
  const peers = firstPeers(place);
  const { sequence } = definition;
  const deployment = { ...definition, packageId: packed.packageId };
  storePackage(place.layout, packed);
  await Promise.all(peers.map((peer) => prepare(place, peer, packed)));
  place.say(`Chaincode ${packed.label} is installed at ${peers.length} peers, each with its own server.`);
  await Promise.all(peers.map(({ organization }) => patiently(() => approve(place, organization.name, deployment))));
  await commit(place, peers, deployment);
  place.say(`Chaincode definition ${sequence} is approved by ${peers.length} organizations and committed.`);
  await Promise.all(peers.map((peer) => stopOtherServers(place.layout, peer, packed.packageId)));
  return deployment;
}

async function presentDefinition(place: FabricPlace): Promise<Definition | undefined> {
  const [first] = firstPeers(place);
  return first && committedDefinition(place, first.organization.name);
}

/**
 * Deploys the chaincode as a new definition, sequence + 1, while the present one serves on.
 *
 * @throws FabricError NOT_BUILT, TOOL_FAILED, NODE_FAILED
 */
export async function deploy(place: FabricPlace, { chaincodePath, version }: DeployOptions): Promise<Deployment> {
  const present = await presentDefinition(place);
  const packed = packChaincode(place.topology.chaincode.name, chaincodePath, version);
  return roll(place, packed, { sequence: (present?.sequence ?? 0) + 1, version: packed.version });
}

/**
 * Puts the package that serves now under a new definition, for members and policies that have changed.
 *
 * @throws FabricError NOT_STARTED where no chaincode serves; TOOL_FAILED, NODE_FAILED
 */
export async function redeploy(place: FabricPlace): Promise<Deployment> {
  const present = await presentDefinition(place);
  const [first] = firstPeers(place);
  const packageId = first && (await approvedPackage(place, first.organization.name));
  if (!present || !packageId) throw new FabricError('NOT_STARTED', 'No chaincode serves on the channel yet.');
  return roll(place, readPackage(place.layout, packageId), { ...present, sequence: present.sequence + 1 });
}

/** Starts the servers of the definition that stands, or deploys the first one. */
export async function serveChaincode(place: FabricPlace, options: DeployOptions): Promise<void> {
  if ((await presentDefinition(place)) === undefined) {
    await deploy(place, options);
    return;
  }
  await Promise.all(
    firstPeers(place).map(async (peer) => {
      const packageId = await approvedPackage(place, peer.organization.name);
      if (packageId !== undefined) await startServer(place.layout, peer, packageId);
    }),
  );
}
