// SPDX-License-Identifier: Apache-2.0
import { Registry } from 'prom-client';
import type { Database } from '../../gateway/src/database/openDatabase';
import { newProjectionMetrics } from '../../gateway/src/projections/metrics';
import { Projector } from '../../gateway/src/projections/projector';
import { dumpReadModels } from '../../gateway/src/projections/truncate';
import { databaseKinds } from '../support/databases';
import { newFoundedLedger } from '../support/foundLedger';
import { silent } from '../support/gatewayBed';
import { assertChains } from './chains';
import { assertClocks } from './clocks';
import { rowName } from './coverage';
import { dutiesAreSeparated } from './duties';
import { negativeDecisionsAreGrounded } from './grounds';
import { assertCertificateNumbers, assertNumbersOfCases } from './numbers';
import { assertPastOfCases, assertRecordsFollowFromEvents } from './pastMoments';
import { walkers } from './people';
import { SeededRandom } from '../support/seededRandom';
import { assertReadModelsTellTheState } from './readModels';
import { START } from './time';
import { Walk } from './walk';
import { deadlinesHaveOutcomes, refusalsLeaveNoTrace, whatIsDoneWasAllowed } from './watches';
import { World } from './world';

const SEED = Number(process.env['WALK_SEED'] ?? 20_261_125);
const STEPS = Number(process.env['WALK_STEPS'] ?? 10_000);
/** Steps after which every case must have ended, once no new ones come in. */
const TO_THE_END = 4000;

const kinds = databaseKinds();

interface Projected {
  readonly database: Database;
  readonly projector: Projector;
}

const newWorld = async (): Promise<World> => {
  const clock = jest.spyOn(Date, 'now').mockImplementation(() => START);
  const [ledger, people] = [await newFoundedLedger(), await walkers()];
  const world = new World({ ledger, people, random: new SeededRandom(SEED), now: START });
  clock.mockImplementation(() => world.now);
  return world;
};

/** Lets those have a turn who follow the ledger. */
const rest = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

describe(`a walk of ${STEPS} steps from seed ${SEED}`, () => {
  const projections = new Map<string, Projected>();
  let world: World;
  let walk: Walk;
  let left: number;

  const followed = async (ledger: World['ledger']): Promise<void> => {
    for (const kind of kinds) {
      const database = await kind.openMigrated();
      const metrics = newProjectionMetrics(new Registry());
      const projector = new Projector({ database, ledger, logger: silent, metrics });
      projections.set(kind.name, { database, projector });
      await projector.start();
    }
  };

  beforeAll(async () => {
    world = await newWorld();
    await followed(world.ledger);
    walk = new Walk(world, [
      refusalsLeaveNoTrace,
      whatIsDoneWasAllowed,
      deadlinesHaveOutcomes,
      dutiesAreSeparated(),
      negativeDecisionsAreGrounded,
    ]);
    await walk.go({ steps: STEPS, more: STEPS / 2 }, rest);
    left = await walk.end(TO_THE_END, rest);
  }, 900_000);
  afterAll(async () => {
    for (const { projector } of projections.values()) await projector.stop();
    for (const kind of kinds) await kind.close();
  });

  it('takes every step of the procedure at least once', () => {
    expect(walk.coverage.untaken().map(rowName)).toEqual([]);
  });

  it('leaves no case without an end', () => {
    expect(left).toBe(0);
    expect(walk.steps).toBeGreaterThanOrEqual(STEPS);
  });

  it('leaves every record with an unbroken chain of events', () => {
    expect(assertChains(world)).toBeGreaterThan(0);
  });

  it('numbers certificates, notices and objections without a gap', () => {
    expect(assertCertificateNumbers(world)).toBeGreaterThan(0);
    assertNumbersOfCases(world);
  });

  it('leaves clocks whose running and stopped time add up, and which can be explained', () => {
    expect(assertClocks(world)).toBeGreaterThan(0);
  });

  it('can be asked for any moment of its past', () => {
    assertPastOfCases(world, 300);
    assertRecordsFollowFromEvents(world);
  });

  it.each(kinds.map(({ name }) => name))(
    'gives the same read models on %s as it goes and again from block 0',
    async (name) => {
      const { database, projector } = projections.get(name)!;
      const last = world.ledger.committed.length - 1;
      expect(await projector.waitFor(last, 200_000)).toBe(true);
      const live = await dumpReadModels(database);
      await assertReadModelsTellTheState(database, world);
      await projector.rebuild();
      expect(await projector.waitFor(last, 200_000)).toBe(true);
      const rebuilt = await dumpReadModels(database);
      const different = Object.keys(live).filter((table) => live[table]!.join('\n') !== rebuilt[table]!.join('\n'));
      expect(different).toEqual([]);
    },
    600_000,
  );
});
