// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { loadTopology } from '@registry/network';
import type { Topology } from '@registry/network';
import { fabricTopologyFile } from './fabric';
import { pathsOf } from './layout';
import type { Layout } from './layout';

/** The options by which a person says which running register is meant. */
export const REGISTER_OPTIONS = {
  data: { type: 'string' },
  fabric: { type: 'boolean', default: false },
} as const;

export interface RunningRegister {
  readonly layout: Layout;
  readonly isFabric: boolean;
}

/** Where the register is that the options name: in `data`, or in `data/fabric`, unless another folder is given. */
export const registerIn = (given: {
  readonly data?: string | undefined;
  readonly fabric: boolean;
}): RunningRegister => {
  const folder = given.data ?? (given.fabric ? join('data', 'fabric') : 'data');
  return { layout: pathsOf(resolve(folder)), isFabric: given.fabric };
};

/** The topology that a register runs by. */
export const topologyOf = ({ layout, isFabric }: RunningRegister): Topology => {
  if (isFabric) return loadTopology(fabricTopologyFile(layout));
  return loadTopology(existsSync(layout.topologyFile) ? layout.topologyFile : undefined);
};
