// SPDX-License-Identifier: Apache-2.0
import { FabricError } from './fabricError';
import { ordererNodes, peerNodes } from './nodes';
import type { FabricPlace } from './place';
import { accepts } from './processes/health';
import { runningPid } from './processes/pidFile';

interface Listener {
  readonly name: string;
  readonly host: string;
  readonly port: number;
}

/** Every listener that the network's nodes will open. */
export function listenersOf({ topology }: Pick<FabricPlace, 'topology'>): Listener[] {
  return [
    ...ordererNodes(topology).flatMap(({ name, node }) =>
      [node.port, node.adminPort, node.operationsPort].map((port) => ({ name, host: node.host, port })),
    ),
    ...peerNodes(topology).flatMap(({ name, node }) =>
      [node.port, node.chaincodePort, node.operationsPort].map((port) => ({ name, host: node.host, port })),
    ),
  ];
}

/** The listeners that somebody else holds while their node does not run. */
export async function takenListeners(place: Pick<FabricPlace, 'topology' | 'layout'>): Promise<Listener[]> {
  const idle = listenersOf(place).filter(({ name }) => runningPid(place.layout.pids, name) === undefined);
  const taken = await Promise.all(idle.map(({ host, port }) => accepts(host, port)));
  return idle.filter((_, index) => taken[index] === true);
}

/** @throws FabricError PORT_TAKEN naming each listener that somebody else holds */
export async function checkPorts(place: FabricPlace): Promise<void> {
  const taken = await takenListeners(place);
  if (taken.length === 0) return;
  const list = taken.map(({ name, host, port }) => `${host}:${port} (${name})`).join(', ');
  throw new FabricError('PORT_TAKEN', `Somebody else listens at ${list}. Stop it, or change network/topology.json.`);
}
