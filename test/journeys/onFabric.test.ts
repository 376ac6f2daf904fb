// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDoors } from '@registry/scripts/demo/doors';
import { FIRST_PRODUCTS } from '@registry/scripts/demo/demoProducts';
import { isAsExpected, runDemo } from '@registry/scripts/demo/run';
import { startSystem } from '@registry/scripts/system/startSystem';
import type { System } from '@registry/scripts/system/startSystem';
import { examination } from '../support/doctor';
import { binariesOrSay, startFabricTest, type FabricTest } from '../support/fabric';
import { START_MS, TEST_PROFILE } from '../support/system';

const binaries = binariesOrSay('the journey through both gateways on real peers');

interface Way {
  readonly name: string;
  readonly consensus: 'etcdraft' | 'BFT';
  readonly client: string;
}

const WAYS: readonly Way[] = [
  { name: 'Raft, through fabric-gateway', consensus: 'etcdraft', client: 'fabric-gateway' },
  { name: 'Raft, through fabric-network', consensus: 'etcdraft', client: 'fabric-network' },
  { name: 'BFT, through fabric-gateway', consensus: 'BFT', client: 'fabric-gateway' },
];

/** `npm test` walks the first way; `npm run test:fabric` all that the programs found can go. */
const isWhole = process.env['FABRIC_REQUIRED'] !== undefined;
const ways = WAYS.filter(({ consensus }) => consensus === 'etcdraft' || (binaries?.major ?? 0) >= 3).slice(
  0,
  isWhole ? WAYS.length : 1,
);

(binaries === undefined ? describe.skip : describe).each(ways)('a register on real peers: $name', (way) => {
  let dataDir: string;
  let fabric: FabricTest;
  let system: System;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'registry-on-fabric-'));
    fabric = await startFabricTest({ consensus: way.consensus, dataDir: join(dataDir, 'network') });
    system = await startSystem({
      ...{ engine: 'fabric', dataDir, ports: 'topology', testProfiles: [TEST_PROFILE] },
      settings: { LEDGER_CLIENT: way.client },
    });
  }, START_MS);

  afterAll(async () => {
    await system.stop();
    await fabric.remove();
    await rm(dataDir, { recursive: true, force: true });
  }, START_MS);

  it(
    'registers real products through both gateways, as the demonstration does',
    async () => {
      const doors = await openDoors(
        system.gateways.map(({ organization: { name }, url, usersFile }) => ({ name, url, usersFile })),
      );
      const say = (): void => undefined;
      const { topology } = fabric.network;
      const products = FIRST_PRODUCTS;
      const outcomes = await runDemo({ topology, doors, profileId: TEST_PROFILE, products, say });
      expect(outcomes.length).toBeGreaterThan(0);
      expect(outcomes.filter((outcome) => !isAsExpected(outcome))).toEqual([]);
    },
    START_MS,
  );

  it(
    'is well for the doctor, who names the chaincode server that was killed and the orderers without a majority',
    async () => {
      const examine = (): ReturnType<typeof examination> => examination(['--data', dataDir]);
      const { network } = fabric;
      expect(await examine()).toMatchObject({ exitCode: 0, failures: [] });
      await network.kill('chaincode0.peer0.guiyang');
      const withoutServer = await examine();
      await network.restart('chaincode0.peer0.guiyang');
      expect(withoutServer).toMatchObject({ exitCode: 1 });
      expect(withoutServer.failures).toContainEqual(
        expect.objectContaining({ layer: 'chaincode', subject: 'chaincode.peer0.guiyang' }),
      );
      for (const name of ['orderer0.guiyang', 'orderer0.supervisor']) await network.kill(name);
      const withoutMajority = await examine();
      for (const name of ['orderer0.guiyang', 'orderer0.supervisor']) await network.restart(name);
      expect(withoutMajority.failures).toContainEqual(
        expect.objectContaining({
          layer: 'channel',
          subject: 'ordering',
          says: expect.stringMatching(/^\d of \d orderers are well; without \d of them nothing is ordered$/) as string,
        }),
      );
    },
    START_MS,
  );
});
