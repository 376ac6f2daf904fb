// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadFounding, loadTopology, organizationNamed, readTlsIdentity, userFolder } from '@registry/network';
import type { Topology } from '@registry/network';
import { connectLedger, loadIdentity } from '@registry/gateway';
import { found } from './found';
import type { Officers } from './foundingRun';

const SUPERVISOR = 'supervisor';

/** The supervisor's first two officers in the topology. */
const officersOf = (topology: Topology, network: string): Officers => {
  const identities = topology.users
    .filter(({ role }) => role === 'supervisor')
    .map(({ org, name }) => {
      const folder = userFolder({ dir: join(network, 'identities'), org }, name);
      return loadIdentity(folder, organizationNamed(topology, org).mspId);
    });
  const [proposer, approver] = identities;
  if (!proposer || !approver) throw new Error('The topology names fewer than two officers of the supervisor.');
  return { proposer, approver };
};

/** Real peers ask who connects; the supervisor runs no gateway, so its administrator does. */
const tlsOf = (network: string): ReturnType<typeof readTlsIdentity> =>
  readTlsIdentity(userFolder({ dir: join(network, 'identities'), org: SUPERVISOR }, 'admin'), 'client');

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
  const ledger = connectLedger({
    connectionFile: join(values.network, 'connection.json'),
    organization: SUPERVISOR,
    tls: tlsOf(values.network),
  });
  try {
    await found({
      ledger,
      officers: officersOf(topology, values.network),
      founding,
      say: (line) => {
        console.log(line);
      },
    });
  } finally {
    ledger.close();
  }
};

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
