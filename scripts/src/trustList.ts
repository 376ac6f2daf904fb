// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { parseJson, trustedOthers, validated } from '@registry/chaincode/protocol';
import { loadFounding, loadTopology } from '@registry/network';
import { connectAsSupervisor } from './founding/supervisor';
import { fabricTopologyFile } from './system/fabric';
import { pathsOf } from './system/layout';
import type { Layout } from './system/layout';
import type { Others } from './trust/nextList';
import { publishTrustList } from './trust/publish';
import type { PublishedList } from './trust/publish';
import { publishingOf } from './trust/publishing';

const USAGE = `npm run trust-list -- [options]
Publishes the next trust list of a running register for its supervisor: whom the ledger accredits, with their keys as they
are now, and the other ledgers and platforms that --others names. The supervisor's keys lie in network/trust of the
register's folder.
  --others FILE        JSON with "partners", "platforms" or both; without it they stay as they are
  --data DIR           the register's folder (default: data, or data/fabric)
  --fabric             the register is on a Fabric network`;

const topologyFileOf = (layout: Layout, isFabric: boolean): string | undefined => {
  if (isFabric) return fabricTopologyFile(layout);
  return existsSync(layout.topologyFile) ? layout.topologyFile : undefined;
};

const readOthers = (file: string): Others => {
  const { partners, platforms } = validated(trustedOthers, parseJson(readFileSync(file, 'utf8')));
  return { ...(partners && { partners }), ...(platforms && { platforms }) };
};

const publish = async (layout: Layout, isFabric: boolean, others: Others): Promise<PublishedList> => {
  const ledger = connectAsSupervisor(layout.network);
  try {
    const topology = loadTopology(topologyFileOf(layout, isFabric));
    const founding = loadFounding({ topology, testProfiles: [] });
    return await publishTrustList({ ...publishingOf({ ledger, topology, founding, network: layout.network }), others });
  } finally {
    ledger.close();
  }
};

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      others: { type: 'string' },
      fabric: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const folder = values.data ?? (values.fabric ? join('data', 'fabric') : 'data');
  const others = values.others === undefined ? {} : readOthers(values.others);
  const { list } = await publish(pathsOf(resolve(folder)), values.fabric, others);
  console.log(`Trust list ${String(list.version)} is in force, until ${list.nextUpdate}.`);
};

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
