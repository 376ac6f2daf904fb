// SPDX-License-Identifier: Apache-2.0
import { RegistryError } from '../../../chaincode/src/protocol/errors';
import { CommitUnknown, LedgerRefusal, LedgerUnavailable } from '../../../gateway/src/ledger/errors';
import type { Call, Committed, LedgerPort } from '../../../gateway/src/ledger/port';
import { Scheduler } from '../../../gateway/src/scheduler/scheduler';
import type { Clock } from '../../../gateway/src/scheduler/clock';
import type { SchedulerParts } from '../../../gateway/src/scheduler/scheduler';
import { systemClock } from '../../../gateway/src/scheduler/systemClock';
import { turnAfter } from '../../support/beacon';
import { callerNamed } from '../../support/callers';
import { databaseKinds } from '../../support/databases';
import { ZHENGZHOU, GUIYANG } from '../../support/filing';
import { newGatewayBed, silent } from '../../support/gatewayBed';
import type { GatewayBed } from '../../support/gatewayBed';
import { carryToNotice, carryToReviewed, fileApplication, give } from '../../support/gatewayJourney';

const HOLD_OFF = 30_000;

describe.each(databaseKinds())('the scheduler on $name', (kind) => {
  let bed: GatewayBed;
  beforeAll(async () => {
    bed = await newGatewayBed(await kind.openMigrated());
  }, 60_000);
  afterAll(async () => {
    await bed.close();
    await kind.close();
  });

  const clock = (): Clock => ({ now: () => bed.ledger.now(), sleep: () => Promise.resolve(), random: () => 0 });
  const newScheduler = async (changes: Partial<SchedulerParts> = {}): Promise<Scheduler> =>
    new Scheduler({
      database: bed.database,
      ledger: bed.ledger,
      identity: (await callerNamed('zhengzhou-clock')).identity,
      registryUscc: ZHENGZHOU,
      clock: clock(),
      logger: silent,
      holdOffMs: HOLD_OFF,
      ...changes,
    });
  /** A case whose notice runs for two seconds more. */
  const inNotice = async (): Promise<string> => {
    const filed = await fileApplication(bed);
    await carryToNotice(bed, filed);
    return filed.caseId;
  };
  const stateOf = async (caseId: string): Promise<string> => {
    await bed.projector.waitFor(bed.ledger.committed.length - 1, 10_000);
    const row = await bed.database
      .selectFrom('cases')
      .select('state')
      .where('case_id', '=', caseId)
      .executeTakeFirstOrThrow();
    return row.state;
  };
  const closeAll = async (): Promise<void> => {
    bed.pass(3_000);
    await (await newScheduler()).tick();
    await bed.projector.waitFor(bed.ledger.committed.length - 1, 10_000);
  };
  afterEach(closeAll);

  /** A ledger that counts what it is asked, and does with it what the test says. */
  const watched = (
    answer: (call: Call) => Promise<Committed>,
  ): { calls: Call[]; ledger: Pick<LedgerPort, 'submit'> } => {
    const calls: Call[] = [];
    return {
      calls,
      ledger: {
        submit: (call) => {
          calls.push(call);
          return answer(call);
        },
      },
    };
  };

  describe('of a draw that was asked for', () => {
    const turn = async (round: number): Promise<void> => {
      const supervisor = await bed.as('supervisor-officer-1');
      expect((await supervisor.post('/draw-beacon/turns', turnAfter(round))).status).toBe(200);
    };
    const asked = async (): Promise<string> => {
      const filed = await fileApplication(bed);
      await carryToReviewed(bed, filed);
      await give(bed, { by: 'zhengzhou-decider-1', caseId: filed.caseId, command: 'requestDraw' });
      return filed.caseId;
    };
    const methodIn = async (caseId: string): Promise<string | undefined> => {
      await bed.projector.waitFor(bed.ledger.committed.length - 1, 10_000);
      const query = bed.database.selectFrom('cases').select('record').where('case_id', '=', caseId);
      return (await query.executeTakeFirstOrThrow()).record.agency?.method;
    };

    it('carries it out by rotation where there is no beacon to wait for', async () => {
      const caseId = await asked();
      await (await newScheduler()).tick();
      expect(await methodIn(caseId)).toBe('ROTATION');
    });

    it('carries it out once the value is out, and not before', async () => {
      await turn(0);
      const caseId = await asked();
      const { calls, ledger } = watched((call) => bed.ledger.submit(call));
      await (await newScheduler({ ledger })).tick();
      expect(calls.filter(({ transaction }) => transaction === 'drawAgency')).toEqual([]);
      await turn(1);
      await (await newScheduler({ ledger })).tick();
      expect(await methodIn(caseId)).toBe('DRAW');
      await (await newScheduler({ ledger })).tick();
      expect(calls.filter(({ transaction }) => transaction === 'drawAgency')).toHaveLength(1);
    });

    it('leaves one of another registry to that registry', async () => {
      const caseId = await asked();
      await turn(2);
      await (await newScheduler({ registryUscc: GUIYANG })).tick();
      expect(await methodIn(caseId)).toBeUndefined();
      await (await newScheduler()).tick();
      expect(await methodIn(caseId)).toBe('DRAW');
    });
  });

  it('closes a notice once its end has passed, and not before', async () => {
    const caseId = await inNotice();
    const scheduler = await newScheduler();
    await scheduler.tick();
    expect(await stateOf(caseId)).toBe('NOTICE');
    bed.pass(2_500);
    await scheduler.tick();
    expect(await stateOf(caseId)).toBe('READY');
  });

  it('acts as the registry’s clock, under a key that every gateway of the registry would use', async () => {
    const caseId = await inNotice();
    bed.pass(2_500);
    const { calls, ledger } = watched((call) => bed.ledger.submit(call));
    await Promise.all([(await newScheduler({ ledger })).tick(), (await newScheduler({ ledger })).tick()]);
    expect(calls).toHaveLength(2);
    const row = await bed.database
      .selectFrom('notices')
      .select('ends_at')
      .where('case_id', '=', caseId)
      .executeTakeFirstOrThrow();
    expect(calls[0]!.request).toEqual({ caseId, idempotencyKey: `clock:closeNotice:${caseId}:${row.ends_at}` });
    expect(calls[1]!.request).toEqual(calls[0]!.request);
    expect(await stateOf(caseId)).toBe('READY');
    const closings = bed.ledger.committed.flatMap(({ transactions }) =>
      transactions.flatMap(({ events }) =>
        events.filter((one) => one.recordId === caseId && one.type === 'noticeClosed'),
      ),
    );
    expect(closings).toHaveLength(1);
    expect(closings[0]!.actor.role).toBe('clock');
  });

  it('says of every other deadline too that it has passed, once', async () => {
    const DAY = 86_400_000;
    const silent = await fileApplication(bed);
    const uncorrected = await fileApplication(bed);
    const note = '样例不符';
    const items = [{ target: { material: 'SAMPLE' }, verdict: 'WRONG', reasonCode: 'CR-WRONG', note }];
    const asked = { by: 'zhengzhou-acceptance-1', caseId: uncorrected.caseId, command: 'requestCorrection' };
    await give(bed, { ...asked, form: { items } });
    const { now } = Date;
    const days = (count: number): unknown => jest.spyOn(Date, 'now').mockImplementation(() => now() + count * DAY);
    days(1);
    await (await newScheduler()).tick();
    expect([await stateOf(silent.caseId), await stateOf(uncorrected.caseId)]).toEqual(['ACCEPTED', 'LAPSED']);
    days(2);
    const { calls, ledger } = watched((call) => bed.ledger.submit(call));
    await (await newScheduler({ ledger })).tick();
    await stateOf(silent.caseId);
    await (await newScheduler({ ledger })).tick();
    expect(calls.map(({ transaction, request }) => [transaction, (request as { caseId: string }).caseId])).toEqual([
      ['recordOverdue', silent.caseId],
    ]);
    jest.restoreAllMocks();
  });

  it('executes the next rule of a case at once, however long the last one is held back', async () => {
    const DAY = 86_400_000;
    const { caseId } = await fileApplication(bed);
    const { now } = Date;
    const days = (count: number): unknown => jest.spyOn(Date, 'now').mockImplementation(() => now() + count * DAY);
    const { calls, ledger } = watched((call) => bed.ledger.submit(call));
    const scheduler = await newScheduler({ ledger, holdOffMs: 30 * DAY });
    for (const day of [1, 2]) {
      days(day);
      await scheduler.tick();
      await stateOf(caseId);
    }
    const ofCase = calls.filter(({ request }) => (request as { caseId: string }).caseId === caseId);
    expect(ofCase.map(({ transaction }) => transaction)).toEqual(['deemAccepted', 'recordOverdue']);
    jest.restoreAllMocks();
  });

  it('has a deadline recomputed once the calendar that it waited for is approved, and not before', async () => {
    const waiting = await fileApplication(bed);
    await stateOf(waiting.caseId);
    // As the projection leaves a case whose acceptance period reaches into 2027.
    const { record } = await bed.database
      .updateTable('cases')
      .set({ deadline_at: null, deadline_awaits: 'CN-2027' })
      .where('case_id', '=', waiting.caseId)
      .returning('record')
      .executeTakeFirstOrThrow();
    const { calls, ledger } = watched(() => Promise.reject(new LedgerRefusal(new RegistryError('NOT_FOUND'))));
    const scheduler = await newScheduler({ ledger });
    await scheduler.tick();
    expect(calls).toEqual([]);
    const calendar = {
      calendar_id: 'CN-2027',
      approval: 'PROPOSED',
      record: {} as never,
      transaction_id: '',
      block_number: 0,
    };
    await bed.database.insertInto('calendars').values(calendar).execute();
    await scheduler.tick();
    expect(calls).toEqual([]);
    await bed.database
      .updateTable('calendars')
      .set({ approval: 'APPROVED' })
      .where('calendar_id', '=', 'CN-2027')
      .execute();
    await scheduler.tick();
    const idempotencyKey = `clock:recomputeDeadline:${waiting.caseId}:CN-2027:${record.eventSeq}`;
    expect(calls).toMatchObject([
      { transaction: 'recomputeDeadline', request: { caseId: waiting.caseId, idempotencyKey } },
    ]);
    await bed.database.deleteFrom('calendars').where('calendar_id', '=', 'CN-2027').execute();
    await bed.database.deleteFrom('cases').where('case_id', '=', waiting.caseId).execute();
  });

  it('leaves the notices of other registries alone', async () => {
    const caseId = await inNotice();
    bed.pass(2_500);
    await (await newScheduler({ registryUscc: GUIYANG })).tick();
    expect(await stateOf(caseId)).toBe('NOTICE');
  });

  it('asks for a case once at a time', async () => {
    await inNotice();
    bed.pass(2_500);
    let let1Go = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      let1Go = resolve;
    });
    const { calls, ledger } = watched(async (call) => {
      await gate;
      return bed.ledger.submit(call);
    });
    const scheduler = await newScheduler({ ledger });
    const first = scheduler.tick();
    while (calls.length === 0) await systemClock.sleep(1, new AbortController().signal);
    await scheduler.tick();
    await scheduler.tick();
    let1Go();
    await first;
    expect(calls).toHaveLength(1);
  });

  const troubles: readonly (readonly [string, Error])[] = [
    ['was refused', new LedgerRefusal(new RegistryError('NOT_FOUND'))],
    ['found no ledger', new LedgerUnavailable({ reason: 'test' })],
    ['does not know whether it was committed', new CommitUnknown({ transactionId: 'f'.repeat(64) })],
  ];
  it.each(troubles)('that %s goes on with the others and tries again later under the same key', async (_, trouble) => {
    const [one, other] = [await inNotice(), await inNotice()];
    bed.pass(2_500);
    let isBad = true;
    const { calls, ledger } = watched((call) =>
      isBad && (call.request as { caseId: string }).caseId === one ? Promise.reject(trouble) : bed.ledger.submit(call),
    );
    const scheduler = await newScheduler({ ledger });
    await scheduler.tick();
    expect([await stateOf(one), await stateOf(other)]).toEqual(['NOTICE', 'READY']);
    isBad = false;
    await scheduler.tick();
    expect(calls).toHaveLength(2);
    bed.pass(HOLD_OFF);
    await scheduler.tick();
    expect(await stateOf(one)).toBe('READY');
    const keys = calls.filter(({ request }) => (request as { caseId: string }).caseId === one);
    expect(keys).toHaveLength(2);
    expect(keys[0]!.request).toEqual(keys[1]!.request);
    bed.pass(-HOLD_OFF);
  });

  it('goes on after it could not look, and ends when it is stopped', async () => {
    const caseId = await inNotice();
    bed.pass(2_500);
    let looks = 0;
    const sleepy: Clock = {
      ...clock(),
      now: () => {
        looks += 1;
        if (looks === 1) throw new Error('no clock');
        return bed.ledger.now();
      },
      sleep: (_ms, signal) => systemClock.sleep(5, signal),
    };
    const scheduler = await newScheduler({ clock: sleepy });
    scheduler.start();
    while ((await stateOf(caseId)) !== 'READY') await systemClock.sleep(10, new AbortController().signal);
    await scheduler.stop();
    const after = looks;
    await systemClock.sleep(30, new AbortController().signal);
    expect(looks).toBe(after);
  });
});

describe('the machine’s clock', () => {
  it('wakes up at once when it is told to', async () => {
    const stop = new AbortController();
    const asleep = systemClock.sleep(3_600_000, stop.signal);
    stop.abort();
    await expect(asleep).resolves.toBeUndefined();
  });
});
