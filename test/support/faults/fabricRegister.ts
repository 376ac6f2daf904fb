// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectLedger, loadIdentity, type CommittedBlock } from '@registry/gateway';
import { readTlsIdentity, userFolder, type FabricNetwork } from '@registry/network';
import { startSystem } from '@registry/scripts/system/startSystem';
import { readCustody } from '../../../gateway/src/wallet/custody';
import { startFabricTest, type FabricTestOptions } from '../fabric';
import { readChain } from '../history/chain';
import { asTestSystem, TEST_PROFILE } from '../system';
import type { TestSystem } from '../system';

/** A whole register on real peers and orderers, gateways and all. */
export interface FabricRegister {
  readonly network: FabricNetwork;
  readonly register: TestSystem;
  /** The chain as each organization's peer holds it, by organization. */
  chains(): Promise<Readonly<Record<string, readonly CommittedBlock[]>>>;
  stop(): Promise<void>;
}

/** The chain that an organization's peer holds, read by its administrator. */
const chainAt = async (
  { dataDir, topology }: FabricNetwork,
  organization: string,
  mspId: string,
): Promise<CommittedBlock[]> => {
  const admin = userFolder({ dir: join(dataDir, 'identities'), org: organization }, 'admin');
  const ledger = connectLedger({
    connectionFile: join(dataDir, 'connection.json'),
    organization,
    service: loadIdentity(admin, mspId),
    tls: readTlsIdentity(admin, 'client'),
    // Without it no event of a case would be believed.
    custody: readCustody(topology, join(dataDir, 'identities')),
  });
  try {
    return await readChain(ledger);
  } finally {
    ledger.close();
  }
};

/** No limit of a person may be what refuses: a load of five clients an organization is no abuse. */
const SETTINGS = { REQUESTS_PER_PERSON: '1000000', REQUESTS_PER_ADDRESS: '1000000', LOG_LEVEL: 'warn' };

/** Starts the shipped consortium on real programs, founds the register and starts its gateways; the caller stops it. */
export const startFabricRegister = async (options: FabricTestOptions = {}): Promise<FabricRegister> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'registry-faults-'));
  const fabric = await startFabricTest({ ...options, dataDir: join(dataDir, 'network') });
  const { network } = fabric;
  const remove = async (): Promise<void> => {
    await fabric.remove();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    const settings = { ...SETTINGS };
    const system = await startSystem({
      ...{ engine: 'fabric', dataDir, ports: 'topology' },
      ...{ testProfiles: [TEST_PROFILE], settings },
    } as const);
    const register = await asTestSystem(system, remove);
    const chains = async (): Promise<Record<string, CommittedBlock[]>> => {
      const peers = Object.entries(network.peers);
      const read = peers.map(async ([name, { mspId }]) => [name, await chainAt(network, name, mspId)] as const);
      return Object.fromEntries(await Promise.all(read));
    };
    return { network, register, chains, stop: () => register.stop() };
  } catch (error) {
    await remove();
    throw error;
  }
};
