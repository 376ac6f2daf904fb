// SPDX-License-Identifier: Apache-2.0
import type { PeerNode } from '../nodes';
import type { FabricPlace } from '../place';
import { adminOf, firstPeers } from '../tools/admin';

async function join(place: FabricPlace, { organization }: PeerNode): Promise<void> {
  const { topology, layout } = place;
  const admin = adminOf(place, organization.name);
  const joined = (await admin(['channel', 'list'])).split('\n').map((line) => line.trim());
  if (joined.includes(topology.channel)) return;
  await admin(['channel', 'join', '-b', layout.genesisBlock]);
}

/**
 * Lets every peer take part in the channel, each by its own organization's administrator.
 *
 * @throws FabricError TOOL_FAILED
 */
export async function joinPeers(place: FabricPlace): Promise<void> {
  await Promise.all(firstPeers(place).map((peer) => join(place, peer)));
}
