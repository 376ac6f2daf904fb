// SPDX-License-Identifier: Apache-2.0
import type { Topology } from '@registry/network';
import { portsOf, withPorts } from '@registry/network/ports';
import { freePorts } from './freePorts';

/** The same consortium on free ports of this machine, so that it runs beside another one. */
export const onFreePorts = async (topology: Topology): Promise<Topology> => {
  const ports = await freePorts(portsOf(topology).length);
  return withPorts(topology, () => ports.pop() ?? 0);
};
