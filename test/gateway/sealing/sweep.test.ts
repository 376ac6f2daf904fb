// SPDX-License-Identifier: Apache-2.0
import type { Database } from '../../../gateway/src/database/openDatabase';
import { BEGINNING, sweepRequests } from '../../../gateway/src/sealing/sweep';
import { Sweeper } from '../../../gateway/src/sealing/sweeper';
import { databaseKinds } from '../../support/databases';
import { newGatewayBed, silent } from '../../support/gatewayBed';
import type { Client, GatewayBed } from '../../support/gatewayBed';
import { carryToNotice, fileApplication } from '../../support/gatewayJourney';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const KEY = 'a-key-of-a-refused-command';

/** A clock whose hours pass when the test says so. */
class Hours {
  readonly asked: number[] = [];
  #pass: (() => void) | undefined;
  #asleep: (() => void) | undefined;
  readonly now = (): number => Date.now();

  readonly sleep = (ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      this.asked.push(ms);
      this.#pass = resolve;
      signal.addEventListener('abort', () => {
        resolve();
      });
      this.#asleep?.();
    });

  /** Lets an hour pass; comes back when the sweeper sleeps again. */
  pass(): Promise<void> {
    return new Promise((resolve) => {
      this.#asleep = resolve;
      this.#pass?.();
    });
  }
}

describe.each(databaseKinds())('What was sealed for a command that the ledger refused, on $name', (kind) => {
  let bed: GatewayBed;
  let database: Database;
  let caseId: string;
  let decider: Client;
  const refuse = async (): Promise<void> => {
    const answer = await decider.post(`/applications/${caseId}/withdraw`, { reason: '不再需要' }, KEY);
    expect(answer.status).toBe(403);
  };
  const keys = async (): Promise<string[]> =>
    (await database.selectFrom('command_requests').select('idempotency_key').execute()).map(
      ({ idempotency_key }) => idempotency_key,
    );
  const openings = async (): Promise<number> =>
    (await database.selectFrom('openings').select('commitment').execute()).length;
  const age = async (ms: number): Promise<void> => {
    await database
      .updateTable('command_requests')
      .set({ created_at: new Date(Date.now() - ms) })
      .execute();
  };
  const sweep = async (): Promise<number> => (await sweepRequests(database, Date.now(), BEGINNING)).forgotten;
  let others: number;

  beforeAll(async () => {
    bed = await newGatewayBed(await kind.openMigrated());
    database = bed.database;
    const filed = await fileApplication(bed, { withhold: [{ path: '/product/sources', reason: '商业秘密' }] });
    caseId = filed.caseId;
    await carryToNotice(bed, filed);
    await bed.projector.waitFor(bed.ledger.committed.length - 1, 10_000);
    decider = await bed.as('zhengzhou-decider-1');
    others = await openings();
  }, 120_000);
  beforeEach(refuse);
  afterAll(async () => {
    await bed.close();
    await kind.close();
  });

  it('is forgotten after a day, and nothing that the ledger took is', async () => {
    expect(await openings()).toBe(others + 1);
    const before = await keys();
    await age(DAY + HOUR);
    expect(await sweep()).toBe(1);
    expect((await keys()).sort()).toEqual(before.filter((key) => key !== KEY).sort());
    expect(await openings()).toBe(others);
  });

  it('stays for a day, and for another one when it is sent again', async () => {
    await age(DAY - HOUR);
    expect(await sweep()).toBe(0);
    await age(DAY + HOUR);
    await refuse();
    expect(await sweep()).toBe(0);
    expect(await keys()).toContain(KEY);
    expect(await openings()).toBe(others + 1);
  });

  it('stays where the read models do not reach a day beyond it', async () => {
    await age(DAY + HOUR);
    const longAgo = new Date(Date.now() - 2 * HOUR).toISOString();
    const { last_event_at: last } = await database
      .selectFrom('cases')
      .select('last_event_at')
      .executeTakeFirstOrThrow();
    await database.updateTable('cases').set({ last_event_at: longAgo }).execute();
    expect(await sweep()).toBe(0);
    await database.updateTable('cases').set({ last_event_at: last }).execute();
    expect(await sweep()).toBe(1);
  });

  it('is looked for every hour while the read models are current, until the gateway stops', async () => {
    await age(DAY + HOUR);
    const clock = new Hours();
    let current = false;
    const sweeper = new Sweeper({ database, clock, logger: silent, isCurrent: () => Promise.resolve(current) });
    sweeper.start();
    await clock.pass();
    expect(await openings()).toBe(others + 1);
    current = true;
    await clock.pass();
    expect(await openings()).toBe(others);
    await sweeper.stop();
    expect(clock.asked).toEqual([HOUR, HOUR, HOUR]);
  });

  it('is looked for again after an hour that failed', async () => {
    await age(DAY + HOUR);
    const clock = new Hours();
    let answers = 0;
    const isCurrent = (): Promise<boolean> =>
      (answers += 1) === 1 ? Promise.reject(new Error('the ledger is away')) : Promise.resolve(true);
    const sweeper = new Sweeper({ database, clock, logger: silent, isCurrent });
    sweeper.start();
    await clock.pass();
    expect(await openings()).toBe(others + 1);
    await clock.pass();
    expect(await openings()).toBe(others);
    await sweeper.stop();
  });
});
