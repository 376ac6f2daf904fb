// SPDX-License-Identifier: Apache-2.0
import { writeConnections } from '../connection';
import { createIdentities } from '../identities/createIdentities';
import { makeGenesis } from './channel/genesis';
import { joinOrderers } from './channel/joinOrderers';
import { joinPeers } from './channel/joinPeers';
import { serveChaincode } from './chaincode/deploy';
import { peerConnections } from './connections';
import { checkPorts } from './checkPorts';
import { ordererNodes, peerNodes } from './nodes';
import type { FabricPlace } from './place';
import { startNode } from './processes/nodeProcess';
import { ordererProcess, peerProcess } from './processes/nodeProcesses';
import { writeConfig } from './writeConfig';

/** Starts every orderer and peer that does not run, and waits until each is well. */
async function startNodes({ topology, layout, binaries, say }: FabricPlace): Promise<void> {
  const orderers = ordererNodes(topology).map((orderer) => ordererProcess(layout, binaries, orderer));
  const peers = peerNodes(topology).map((peer) => peerProcess(layout, binaries, peer));
  await Promise.all([...orderers, ...peers].map((node) => startNode(layout, node)));
  say(`${orderers.length} orderers and ${peers.length} peers of Fabric ${binaries.version} are well.`);
}

/**
 * Brings a network up: identities and configuration, nodes, channel, chaincode. What stands already is left alone, so
 * that it also starts again what was stopped or killed.
 *
 * @throws FabricError with the node or tool that failed, and its own words
 */
export async function bringUp(place: FabricPlace, chaincodePath: string): Promise<void> {
  const { topology, layout, binaries, say } = place;
  await createIdentities({ topology, dir: layout.identities });
  writeConfig(topology, layout, binaries.major);
  await checkPorts(place);
  await makeGenesis(place);
  await startNodes(place);
  await joinOrderers(place);
  await joinPeers(place);
  say(`The channel ${topology.channel} runs.`);
  await serveChaincode(place, { chaincodePath });
  writeConnections(layout.root, peerConnections(place));
}
