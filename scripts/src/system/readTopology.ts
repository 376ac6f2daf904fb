// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Organization, Topology } from '@registry/network';

/** The topology that ships. */
export const SHIPPED_TOPOLOGY = join(dirname(require.resolve('@registry/network/package.json')), 'topology.json');

/**
 * Reads a topology as it stands. It is checked by the engine, which refuses a wrong one with all its problems: the
 * process that only starts others need not hold the network's code in memory for that.
 */
export const readTopology = (file: string): Topology => JSON.parse(readFileSync(file, 'utf8')) as Topology;

/** @throws Error where there is no such organization */
export const organizationNamed = ({ organizations }: Topology, name: string): Organization => {
  const found = organizations.find((organization) => organization.name === name);
  if (!found) throw new Error(`The topology has no organization ${name}.`);
  return found;
};
