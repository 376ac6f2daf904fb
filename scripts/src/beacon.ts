// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadTopology } from '@registry/network';
import { newKeeping } from './beacon/keeping';
import { turnBeacon } from './beacon/turn';
import type { Turned } from './beacon/turn';
import { beaconFolder, connectAsSupervisor, officersOf } from './founding/supervisor';
import { fabricTopologyFile } from './system/fabric';
import { pathsOf } from './system/layout';
import type { Layout } from './system/layout';

const USAGE = `npm run beacon -- [options]
Turns the beacon of a running register for its supervisor: reveals the value of the round, so that the draws of agencies
that wait for it can be carried out, and commits to the next. The values lie in network/beacon of the register's folder.
  --data DIR           the register's folder (default: data, or data/fabric)
  --fabric             the register is on a Fabric network`;

const wordsOf = ({ round, ended }: Turned): string =>
  ended === undefined
    ? 'The beacon has begun: round 1.'
    : `Round ${String(round - 1)} is ${ended}; round ${String(round)} is secret now.`;

const topologyFileOf = (layout: Layout, isFabric: boolean): string | undefined => {
  if (isFabric) return fabricTopologyFile(layout);
  return existsSync(layout.topologyFile) ? layout.topologyFile : undefined;
};

const turn = async (layout: Layout, isFabric: boolean): Promise<Turned> => {
  const ledger = connectAsSupervisor(layout.network);
  try {
    const { proposer } = officersOf(loadTopology(topologyFileOf(layout, isFabric)), layout.network);
    return await turnBeacon({ ledger, officer: proposer, keeping: newKeeping(beaconFolder(layout.network)) });
  } finally {
    ledger.close();
  }
};

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      fabric: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const folder = values.data ?? (values.fabric ? join('data', 'fabric') : 'data');
  console.log(wordsOf(await turn(pathsOf(resolve(folder)), values.fabric)));
};

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
