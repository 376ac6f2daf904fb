// SPDX-License-Identifier: Apache-2.0
import type { Topology } from '../topology';
import type { FabricLayout } from './layout';
import type { FabricBinaries } from './tools/binaries';

/** A network on this machine: what it is, where it lies, and which release runs it. */
export interface FabricPlace {
  readonly topology: Topology;
  readonly layout: FabricLayout;
  readonly binaries: FabricBinaries;
  /** Told of each step, for people. */
  readonly say: (line: string) => void;
}
