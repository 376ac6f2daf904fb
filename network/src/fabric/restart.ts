// SPDX-License-Identifier: Apache-2.0
import { serveChaincode } from './chaincode/deploy';
import { FabricError } from './fabricError';
import { ordererNodes, peerNodes } from './nodes';
import type { FabricPlace } from './place';
import { killNode, startNode } from './processes/nodeProcess';
import { ordererProcess, peerProcess } from './processes/nodeProcesses';

/**
 * Starts a process again that was killed, stopped or hangs, and waits until it serves.
 *
 * @param chaincodePath - the compiled chaincode's folder, should none be on the channel yet
 * @throws FabricError NOT_STARTED where the network has no such process; NODE_FAILED
 */
export async function restart(place: FabricPlace, name: string, chaincodePath: string): Promise<void> {
  const { topology, layout, binaries } = place;
  await killNode(layout, name);
  const orderer = ordererNodes(topology).find((node) => node.name === name);
  const peer = peerNodes(topology).find((node) => node.name === name);
  if (orderer) return startNode(layout, ordererProcess(layout, binaries, orderer));
  if (peer) return startNode(layout, peerProcess(layout, binaries, peer));
  if (name.startsWith('chaincode')) return serveChaincode(place, { chaincodePath });
  throw new FabricError('NOT_STARTED', `The network has no process ${name}.`);
}
