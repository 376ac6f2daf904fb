// SPDX-License-Identifier: Apache-2.0
import { tlsPaths } from './config/tlsFiles';
import { ordererIdentity, ordererNodes, type OrdererNode } from './nodes';
import type { FabricPlace } from './place';
import { ask } from './processes/health';

/** What an orderer's metrics say of who leads. */
interface Claim {
  readonly name: string;
  /** Raft: whether it holds itself for the leader. */
  readonly leads: boolean;
  /** BFT: the number of the consenter that it follows. */
  readonly follows: number | undefined;
}

/** The value of a metric for a channel; undefined where the node does not have it. */
export function metricOf(text: string, name: string, channel: string): number | undefined {
  const line = text.split('\n').find((one) => one.startsWith(`${name}{`) && one.includes(`channel="${channel}"`));
  return line === undefined ? undefined : Number(line.slice(line.lastIndexOf(' ') + 1));
}

async function claimOf({ topology, layout }: FabricPlace, orderer: OrdererNode): Promise<Claim | undefined> {
  const { host, operationsPort: port } = orderer.node;
  const tls = tlsPaths(ordererIdentity(layout.identities, orderer), 'server');
  const answer = await ask({ host, port, path: '/metrics', tls });
  if (answer?.status !== 200) return undefined;
  const { channel } = topology;
  return {
    name: orderer.name,
    leads: metricOf(answer.body, 'consensus_etcdraft_is_leader', channel) === 1,
    follows: metricOf(answer.body, 'consensus_BFT_leader_id', channel),
  };
}

/** A BFT node that has just come back says that it leads: only what the most of them follow counts. */
function followedByMost(claims: readonly Claim[], orderers: readonly OrdererNode[]): string | undefined {
  const votes = orderers.map((_, index) => claims.filter(({ follows }) => follows === index + 1).length);
  const most = Math.max(...votes);
  return most * 2 > orderers.length ? orderers[votes.indexOf(most)]?.name : undefined;
}

/** The orderer that leads, `orderer0.zhengzhou`, as the orderers themselves say; undefined while they have none. */
export async function leaderOf(place: FabricPlace): Promise<string | undefined> {
  const orderers = ordererNodes(place.topology);
  const claims = (await Promise.all(orderers.map((orderer) => claimOf(place, orderer)))).flatMap((one) => one ?? []);
  if (place.topology.consensus.type === 'BFT') return followedByMost(claims, orderers);
  const leaders = claims.filter(({ leads }) => leads);
  return leaders.length === 1 ? leaders[0]?.name : undefined;
}
