// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { organizationNamed, readTlsIdentity, userFolder } from '@registry/network';
import type { Topology } from '@registry/network';
import { connectLedger, loadIdentity } from '@registry/gateway';
import type { LedgerPort } from '@registry/gateway';
import type { Officers } from './foundingRun';

const SUPERVISOR = 'supervisor';

/** The supervisor's first two officers in the topology. */
export const officersOf = (topology: Topology, network: string): Officers => {
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

/** The ledger as the supervisor reaches it, on its own peer. @param network - where the network keeps its data */
export const connectAsSupervisor = (network: string, { channel, chaincode }: Topology): LedgerPort =>
  connectLedger({
    ...{ channel, chaincode: chaincode.name },
    connectionFile: join(network, 'connection.json'),
    organization: SUPERVISOR,
    tls: tlsOf(network),
  });

/** Where the supervisor keeps the values of its beacon. */
export const beaconFolder = (network: string): string => join(network, 'beacon');
