// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FabricNetwork } from '@registry/network';
import { startSystem } from '@registry/scripts/system/startSystem';
import { compileChaincode } from '../../support/compileChaincode';
import { startFabricTest } from '../../support/fabric';
import { asTestSystem, TEST_PROFILE, type TestSystem } from '../../support/system';
import { UNLIMITED } from '../filedCases';

/** A real network that stays the same for a whole run, and gateways before it that come and go. */
export interface FabricPlace {
  readonly network: FabricNetwork;
  /**
   * Starts both gateways; the caller stops them.
   *
   * @param settings - of both, by the names of their configuration
   */
  startGateways(settings?: Readonly<Record<string, string>>): Promise<TestSystem>;
  remove(): Promise<void>;
}

/** The shipped consortium; its chaincode is the register's, with the bare key-value contract beside it. */
export const openFabricPlace = async (): Promise<FabricPlace> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'registry-load-fabric-'));
  const chaincodePath = compileChaincode('registerAndKv', 'kvChaincode');
  const fabric = await startFabricTest({ dataDir: join(dataDir, 'network'), chaincodePath });
  const { network } = fabric;
  // Its processes outlive whoever started them.
  const end = (): void => {
    for (const name of network.processes()) if (network.pid(name) !== undefined) network.signal(name, 'SIGKILL');
  };
  process.once('exit', end);
  return {
    network,
    startGateways: async (settings = {}) => {
      const system = await startSystem({
        ...{ engine: 'fabric', dataDir, ports: 'topology', testProfiles: [TEST_PROFILE] },
        settings: { ...UNLIMITED, ...settings },
      });
      return asTestSystem(system, () => Promise.resolve());
    },
    remove: async () => {
      process.off('exit', end);
      await fabric.remove();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};
