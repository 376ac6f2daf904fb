// SPDX-License-Identifier: Apache-2.0
import { parseArgs } from 'node:util';
import { loadFounding, loadTopology } from '@registry/network';
import { newKeeping } from '../beacon/keeping';
import { beginBeacon } from '../beacon/turn';
import { beginTrustLists } from '../trust/publish';
import { publishingOf } from '../trust/publishing';
import { found } from './found';
import { beaconFolder, connectAsSupervisor, officersOf } from './supervisor';

/** `--network DIR --topology FILE [--test-profile ID]…`: runs beside a started network and then ends. */
const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      network: { type: 'string' },
      topology: { type: 'string' },
      'test-profile': { type: 'string', multiple: true, default: [] },
    },
  });
  if (values.network === undefined) throw new Error('Say where the network keeps its data: --network DIR');
  const topology = loadTopology(values.topology);
  const founding = loadFounding({ topology, testProfiles: values['test-profile'] });
  const ledger = connectAsSupervisor(values.network, topology);
  const officers = officersOf(topology, values.network);
  const say = (line: string): void => {
    console.log(line);
  };
  try {
    await found({ ledger, officers, founding, say });
    const keeping = newKeeping(beaconFolder(values.network));
    if (await beginTrustLists(publishingOf({ ledger, topology, founding, network: values.network }))) {
      say('the first trust list is in force');
    }
    if (await beginBeacon({ ledger, officer: officers.proposer, keeping })) say('the beacon for draws has begun');
  } finally {
    ledger.close();
  }
};

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
