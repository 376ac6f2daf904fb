// SPDX-License-Identifier: Apache-2.0
import { committedDefinition, type Definition } from './chaincode/definitions';
import { serverCondition } from './chaincode/servers';
import { leaderOf } from './leader';
import { ordererNodes, peerNodes } from './nodes';
import type { FabricPlace } from './place';
import type { Condition } from './processes/health';
import { ordererProcess, peerProcess } from './processes/nodeProcesses';
import { namesOf, runningPid } from './processes/pidFile';
import { adminOf } from './tools/admin';

/** One process as a person wants to see it. */
export interface ProcessStatus {
  readonly name: string;
  readonly pid?: number;
  /** Blocks that a peer holds. */
  readonly height?: number;
  /** `STOPPED` was never started or was stopped; `DEAD` ended though nobody stopped it; `SILENT` hangs. */
  readonly condition: Condition | 'STOPPED' | 'DEAD';
}

export interface FabricStatus {
  readonly version: string;
  readonly consensus: string;
  readonly definition?: Definition;
  /** The orderer that leads. */
  readonly leader?: string;
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

/** How a process of the network answers; one whose like is not known counts as well while it runs. */
export async function conditionOfProcess(place: FabricPlace, name: string): Promise<Condition> {
  const { topology, layout, binaries } = place;
  const peers = peerNodes(topology);
  const peer = peers.find((node) => node.name === name);
  const orderer = ordererNodes(topology).find((node) => node.name === name);
  if (orderer) return ordererProcess(layout, binaries, orderer).condition();
  if (peer) return peerProcess(layout, binaries, peer).condition();
  return (await serverCondition(layout, peers, name)) ?? 'WELL';
}

async function statusOf(place: FabricPlace, name: string): Promise<ProcessStatus> {
  const { topology, layout } = place;
  const pid = runningPid(layout.pids, name);
  if (pid === undefined) return { name, condition: namesOf(layout.pids).includes(name) ? 'DEAD' : 'STOPPED' };
  const condition = await conditionOfProcess(place, name);
  const peer = peerNodes(topology).find((node) => node.name === name);
  const height = peer && condition !== 'SILENT' ? await heightOf(place, peer.organization.name) : undefined;
  return { name, pid, condition, ...(height === undefined ? {} : { height }) };
}

async function definitionOf(place: FabricPlace): Promise<Definition | undefined> {
  for (const { organization, name } of peerNodes(place.topology)) {
    const runs = runningPid(place.layout.pids, name) !== undefined;
    if (runs && (await conditionOfProcess(place, name)) === 'WELL')
      return committedDefinition(place, organization.name);
  }
  return undefined;
}

/** What runs, how high each peer's chain is, and which chaincode definition stands. */
export async function fabricStatus(place: FabricPlace): Promise<FabricStatus> {
  const { topology, layout, binaries } = place;
  const nodes = [...ordererNodes(topology), ...peerNodes(topology)].map(({ name }) => name);
  const names = [...new Set([...nodes, ...namesOf(layout.pids)])];
  const [definition, leader] = await Promise.all([definitionOf(place), leaderOf(place)]);
  return {
    version: binaries.version,
    consensus: topology.consensus.type,
    ...(definition ? { definition } : {}),
    ...(leader === undefined ? {} : { leader }),
    processes: await Promise.all(names.map((name) => statusOf(place, name))),
  };
}
