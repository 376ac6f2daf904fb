// SPDX-License-Identifier: Apache-2.0
import { committedDefinition, type Definition } from './chaincode/definitions';
import { ordererNodes, peerNodes } from './nodes';
import type { FabricPlace } from './place';
import { ordererProcess, peerProcess } from './processes/nodeProcesses';
import { namesOf, runningPid } from './processes/pidFile';
import { adminOf } from './tools/admin';

/** One process as a person wants to see it. */
export interface ProcessStatus {
  readonly name: string;
  readonly pid?: number;
  /** Blocks that a peer holds. */
  readonly height?: number;
  readonly isHealthy: boolean;
}

export interface FabricStatus {
  readonly version: string;
  readonly consensus: string;
  readonly definition?: Definition;
  readonly processes: readonly ProcessStatus[];
}

/** The number of blocks that an organization's peer holds; undefined where it does not answer. */
export async function heightOf(place: FabricPlace, organization: string): Promise<number | undefined> {
  try {
    const said = await adminOf(place, organization)(['channel', 'getinfo', '-c', place.topology.channel]);
    return (JSON.parse(said.slice(said.indexOf('{'))) as { height?: number }).height;
  } catch {
    // A peer that is down has no height to show; its process says the rest.
    return undefined;
  }
}

async function statusOf(place: FabricPlace, name: string): Promise<ProcessStatus> {
  const { topology, layout, binaries } = place;
  const pid = runningPid(layout.pids, name);
  if (pid === undefined) return { name, isHealthy: false };
  const peer = peerNodes(topology).find((node) => node.name === name);
  const orderer = ordererNodes(topology).find((node) => node.name === name);
  if (orderer) return { name, pid, isHealthy: await ordererProcess(layout, binaries, orderer).isHealthy() };
  if (!peer) return { name, pid, isHealthy: true };
  const height = await heightOf(place, peer.organization.name);
  const isHealthy = await peerProcess(layout, binaries, peer).isHealthy();
  return { name, pid, isHealthy, ...(height === undefined ? {} : { height }) };
}

async function definitionOf(place: FabricPlace): Promise<Definition | undefined> {
  for (const { organization, name } of peerNodes(place.topology)) {
    if (runningPid(place.layout.pids, name) !== undefined) return committedDefinition(place, organization.name);
  }
  return undefined;
}

/** What runs, how high each peer's chain is, and which chaincode definition stands. */
export async function fabricStatus(place: FabricPlace): Promise<FabricStatus> {
  const { topology, layout, binaries } = place;
  const nodes = [...ordererNodes(topology), ...peerNodes(topology)].map(({ name }) => name);
  const names = [...new Set([...nodes, ...namesOf(layout.pids)])];
  const definition = await definitionOf(place);
  return {
    version: binaries.version,
    consensus: topology.consensus.type,
    ...(definition ? { definition } : {}),
    processes: await Promise.all(names.map((name) => statusOf(place, name))),
  };
}
