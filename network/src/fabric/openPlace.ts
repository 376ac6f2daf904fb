// SPDX-License-Identifier: Apache-2.0
import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { loadTopology, type Topology } from '../topology';
import { FabricError } from './fabricError';
import { layOutFabric } from './layout';
import type { FabricPlace } from './place';
import { locateBinaries } from './tools/binaries';

export interface FabricOptions {
  /** Holds everything that the network keeps; made where it does not exist. */
  readonly dataDir: string;
  /** For a new network; one that was started before keeps its own. */
  readonly topology: Topology;
  readonly env?: NodeJS.ProcessEnv;
  /** Told of each step, for people. */
  readonly say?: (line: string) => void;
}

/** Keeps what the network is now, for every later command; whoever reads it meanwhile reads the one or the other. */
export function keepTopology(file: string, topology: Topology): void {
  const next = `${file}.next`;
  writeFileSync(next, `${JSON.stringify(topology, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(next, file);
}

/**
 * Finds a network's folder, or begins a new one in it.
 *
 * @throws FabricError BINARIES_MISSING, VERSION_UNFIT
 */
export function openPlace({ dataDir, topology, env, say = () => undefined }: FabricOptions): FabricPlace {
  const binaries = locateBinaries(env);
  const layout = layOutFabric(dataDir);
  if (!existsSync(layout.topologyFile)) keepTopology(layout.topologyFile, topology);
  const kept = loadTopology(layout.topologyFile);
  if (kept.consensus.type === 'BFT' && binaries.major < 3) {
    const message = `BFT ordering needs Fabric 3; the programs found are of ${binaries.version}. Name others in FABRIC_BIN.`;
    throw new FabricError('VERSION_UNFIT', message);
  }
  return { topology: kept, layout, binaries, say };
}

/**
 * Finds a network that was started before.
 *
 * @throws FabricError NOT_STARTED, BINARIES_MISSING, VERSION_UNFIT
 */
export function findPlace(dataDir: string, say: FabricPlace['say'] = () => undefined): FabricPlace {
  const { topologyFile } = layOutFabric(dataDir);
  if (!existsSync(topologyFile)) {
    throw new FabricError('NOT_STARTED', `No Fabric network was started in ${dataDir}: "npm run network:up" does.`);
  }
  return openPlace({ dataDir, topology: loadTopology(topologyFile), say });
}
