// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Topology } from '@registry/network';
import { openDesk } from '@registry/scripts/demo/desk';
import type { Desk } from '@registry/scripts/demo/desk';
import type { DemoCase } from '@registry/scripts/demo/demoCase';
import { carbonDioxide } from '@registry/scripts/demo/products/carbonDioxide';
import { openDossier } from '@registry/scripts/demo/dossier';
import type { DemoProduct } from '@registry/scripts/demo/product';
import { openDoors } from '@registry/scripts/demo/doors';
import { newRestClient } from '@registry/scripts/rest/restClient';
import type { RestClient } from '@registry/scripts/rest/restClient';
import { programOf } from '@registry/scripts/system/layout';
import { startSystem } from '@registry/scripts/system/startSystem';
import type { RunningGateway, System } from '@registry/scripts/system/startSystem';

export const TEST_PROFILE = 'test-short-periods';
/** Its notices run long enough for somebody to object. */
export const NOTICE_PROFILE = 'test-notice-periods';
/** Corrections and supplements under it pass within seconds, for those who are silent. */
export const SILENCE_PROFILE = 'test-passing-periods';
/** Starting three processes and a PGlite each takes its time on a busy machine. */
export const START_MS = 240_000;

/** A whole register of its own, as processes on free ports and a temporary folder. */
export interface TestSystem {
  readonly system: System;
  readonly desks: Readonly<Record<string, Desk>>;
  desk(registry: string): Desk;
  anonymous(registry: string): RestClient;
  url(registry: string): string;
  /** A case not yet filed: a small real data file of an applicant of that registry. */
  newCase(registry: string, change?: Partial<DemoProduct>): Promise<DemoCase>;
  /** Opens the desk of a gateway that was started later. */
  welcome(gateway: RunningGateway, topology: Topology): Promise<void>;
  stop(): Promise<void>;
}

/** Processes run the compiled programs; a test of stale ones would prove nothing. */
const requireBuild = (): void => {
  const missing = [programOf('network', 'embedded', 'main.js'), programOf('gateway', 'main.js')].filter(
    (path) => !existsSync(path),
  );
  if (missing.length > 0) throw new Error(`Not built: ${missing.join(', ')}. Run "npm run build" first.`);
};

/**
 * A running register as tests use it.
 *
 * @param remove - removes what it kept, once it has stopped
 */
export const asTestSystem = async (system: System, remove: () => Promise<void>): Promise<TestSystem> => {
  const addresses = system.gateways.map(({ organization: { name }, url, usersFile }) => ({ name, url, usersFile }));
  const doors = await openDoors(addresses);
  let consortium = system.topology;
  const desks: Record<string, Desk> = Object.fromEntries(
    doors.map((door) => [door.name, openDesk(system.topology, door)]),
  );
  const url = (registry: string): string => doors.find(({ name }) => name === registry)!.url;
  return {
    system,
    desks,
    desk: (registry) => desks[registry]!,
    url,
    anonymous: (registry) => newRestClient(url(registry)),
    newCase: async (registry, change = {}) => ({
      dossier: await openDossier(
        { ...carbonDioxide, registry, applicant: `${registry}-applicant-2`, ...change },
        new Date().toISOString().slice(0, 10),
        consortium,
      ),
      desk: desks[registry]!,
      profileId: TEST_PROFILE,
      say: () => undefined,
    }),
    welcome: async ({ organization: { name }, url: address, usersFile }, topology) => {
      const [door] = await openDoors([{ name, url: address, usersFile }]);
      doors.push(door!);
      consortium = topology;
      desks[name] = openDesk(topology, door!);
    },
    stop: async () => {
      await system.stop();
      await remove();
    },
  };
};

/** Starts a register; the caller stops it. `settings` are the gateways', by the names of their configuration. */
export const startTestSystem = async (settings: Readonly<Record<string, string>> = {}): Promise<TestSystem> => {
  requireBuild();
  const dataDir = await mkdtemp(join(tmpdir(), 'registry-test-'));
  const system = await startSystem({
    dataDir,
    ports: 'free',
    testProfiles: [TEST_PROFILE, NOTICE_PROFILE, SILENCE_PROFILE],
    settings,
  });
  return asTestSystem(system, () => rm(dataDir, { recursive: true, force: true }));
};
