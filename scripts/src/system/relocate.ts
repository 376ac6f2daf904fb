// SPDX-License-Identifier: Apache-2.0
import type { Topology } from '@registry/network';
import { freePorts } from './freePorts';

/** The same consortium on free ports of this machine, so that it runs beside another one. */
export const onFreePorts = async (topology: Topology): Promise<Topology> => {
  // Loaded here only: the process that starts others need not hold the network's code on the usual ports.
  const { portsOf, withPorts } = await import('@registry/network');
  const ports = await freePorts(portsOf(topology).length);
  return withPorts(topology, () => ports.pop() ?? 0);
};
