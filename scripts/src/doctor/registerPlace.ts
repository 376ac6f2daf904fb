// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { loadTopology } from '@registry/network';
import type { Topology } from '@registry/network';
import { pathsOf } from '../system/layout';
import type { Layout } from '../system/layout';
import { SHIPPED_TOPOLOGY } from '../system/readTopology';

export type Engine = 'embedded' | 'fabric';

/** A register to be looked at: where it lies, what it consists of, and what keeps its ledger. */
export interface RegisterPlace {
  readonly engine: Engine;
  readonly layout: Layout;
  readonly topology: Topology;
  readonly topologyFile: string;
}

const isFabric = (root: string): boolean => existsSync(join(root, 'network', 'fabric'));
const isRegister = (root: string): boolean => existsSync(join(root, 'network'));

const topologyFileOf = (layout: Layout, engine: Engine): string => {
  const own = engine === 'fabric' ? join(layout.network, 'topology.json') : layout.topologyFile;
  return existsSync(own) ? own : SHIPPED_TOPOLOGY;
};

const placeAt = (root: string, engine: Engine): RegisterPlace => {
  const layout = pathsOf(resolve(root));
  const topologyFile = topologyFileOf(layout, engine);
  return { engine, layout, topology: loadTopology(topologyFile), topologyFile };
};

/**
 * The register in a folder, or one that could begin there.
 *
 * @param engine - for a folder that holds nothing yet
 * @throws TopologyError where its topology is wrong
 */
export const placeIn = (root: string, engine: Engine = 'embedded'): RegisterPlace => {
  if (!isRegister(root)) return placeAt(root, engine);
  return placeAt(root, isFabric(root) ? 'fabric' : 'embedded');
};

/** The registers that the usual folders hold: `data` for the embedded engine, `data/fabric` for Fabric. */
export const usualPlaces = (): RegisterPlace[] => {
  const fabric = join('data', 'fabric');
  return [placeIn('data'), ...(isRegister(fabric) ? [placeIn(fabric)] : [])];
};
