// SPDX-License-Identifier: Apache-2.0
import { RegistryError } from '../../../chaincode/src/protocol/errors';
import { Courier } from '../../../gateway/src/correspondence/courier';
import { BEGINNING, unservedAfter } from '../../../gateway/src/correspondence/dueServices';
import type { Decision } from '../../../gateway/src/correspondence/dueServices';
import type { Serving } from '../../../gateway/src/correspondence/serve';
import { opened, partyNames } from '../../../gateway/src/correspondence/letter';
import { newFactsReader } from '../../../gateway/src/correspondence/letterFacts';
import { CommitFailed, LedgerRefusal, LedgerUnavailable } from '../../../gateway/src/ledger/errors';
import { databaseKinds } from '../../support/databases';
import { ZHENGZHOU } from '../../support/filing';
import { newGatewayBed, silent } from '../../support/gatewayBed';
import type { GatewayBed } from '../../support/gatewayBed';
import { carryToAgency, fileApplication, give } from '../../support/gatewayJourney';

const NOTE = '请补充授权合同原件';

describe.each(databaseKinds())('the courier on $name', (kind) => {
  let bed: GatewayBed;
  beforeAll(async () => {
    bed = await newGatewayBed(await kind.openMigrated());
    await carryToAgency(bed, await fileApplication(bed));
    const { caseId } = await fileApplication(bed);
    const items = [{ target: { material: 'SOURCE_PROOF' }, verdict: 'MISSING', reasonCode: 'CR-MISSING', note: NOTE }];
    await give(bed, { by: 'zhengzhou-acceptance-1', caseId, command: 'requestCorrection', form: { items } });
  }, 120_000);
  afterAll(async () => {
    await bed.close();
    await kind.close();
  });

  const unserved = (): Promise<Decision[]> =>
    unservedAfter(bed.database, { registryUscc: ZHENGZHOU, mark: BEGINNING, limit: 100 });
  const isRefusal = (error: Error | undefined): error is LedgerRefusal => error instanceof LedgerRefusal;
  /** A courier whose decisions meet what a function says of each, at a time that the test sets. */
  const newCourier = (
    answer: (decision: Decision) => Error | undefined,
  ): { tick: () => Promise<string[][]>; pass: (ms: number) => void } => {
    let now = 1_000_000;
    let asked: string[][] = [];
    const serve = (decisions: readonly Decision[]): Promise<Serving[]> => {
      asked.push(decisions.map(({ event }) => event.type));
      const errors = decisions.map((decision) => answer(decision));
      const thrown = errors.find((error) => error !== undefined && !isRefusal(error));
      if (thrown !== undefined) return Promise.reject(thrown);
      const served = { serviceId: 'S', documentKind: 'ACCEPTANCE_NOTICE', transactionId: 'T' } as const;
      return Promise.resolve(
        decisions.map((decision, index) => {
          const error = errors[index];
          return isRefusal(error) ? { decision, refusal: error } : { decision, served };
        }),
      );
    };
    const courier = new Courier({
      ...{ database: bed.database, registryUscc: ZHENGZHOU, logger: silent, serve },
      clock: { now: () => now, sleep: () => Promise.resolve(), random: () => 0 },
    });
    return {
      tick: async () => {
        asked = [];
        await courier.tick();
        return asked;
      },
      pass: (ms) => {
        now += ms;
      },
    };
  };
  const DUE = ['applicationAccepted', 'agencyAssigned', 'correctionRequested'];

  it('finds what was decided, in the order of the ledger, and nothing of another registry', async () => {
    expect((await unserved()).map(({ event }) => event.type)).toEqual(DUE);
    const elsewhere = await unservedAfter(bed.database, {
      registryUscc: '91520100DEM0DJ5270',
      mark: BEGINNING,
      limit: 100,
    });
    expect(elsewhere).toEqual([]);
  });

  it('serves all that is due in one transaction, and not again while it may be on its way, which is half a minute', async () => {
    const { tick, pass } = newCourier(() => undefined);
    expect(await tick()).toEqual([DUE]);
    expect(await tick()).toEqual([]);
    pass(30_000);
    expect(await tick()).toEqual([DUE]);
  });

  it('tries again later where the ledger was not there', async () => {
    const { tick, pass } = newCourier(() => new LedgerUnavailable({ reason: 'gone' }));
    expect(await tick()).toEqual([DUE]);
    expect(await tick()).toEqual([]);
    pass(30_000);
    expect(await tick()).toEqual([DUE]);
  });

  it('serves each alone where one moved on between reading and commit, and that one again at the next look', async () => {
    const { tick } = newCourier(({ event }) =>
      event.type === 'agencyAssigned'
        ? new CommitFailed({ transactionId: 'T', code: 'MVCC_READ_CONFLICT' })
        : undefined,
    );
    expect(await tick()).toEqual([DUE, ...DUE.map((type) => [type])]);
    expect(await tick()).toEqual([['agencyAssigned']]);
  });

  it('leaves what the ledger refuses for an hour, and goes on with the others', async () => {
    const { tick, pass } = newCourier(({ event }) =>
      event.type === 'agencyAssigned' ? new LedgerRefusal(new RegistryError('ACCESS_DENIED')) : undefined,
    );
    expect(await tick()).toEqual([DUE]);
    pass(60_000);
    expect(await tick()).toEqual([['applicationAccepted', 'correctionRequested']]);
    pass(3_600_000);
    expect(await tick()).toEqual([DUE]);
  });

  it('asks for each alone where all were refused together', async () => {
    const whole = new RegistryError('ACCESS_DENIED');
    const asked: number[] = [];
    const courier = new Courier({
      ...{ database: bed.database, registryUscc: ZHENGZHOU, logger: silent },
      clock: { now: () => 0, sleep: () => Promise.resolve(), random: () => 0 },
      serve: (decisions) => {
        asked.push(decisions.length);
        return Promise.reject(new LedgerRefusal(whole));
      },
    });
    await courier.tick();
    await courier.tick();
    expect(asked).toEqual([3, 1, 1, 1]);
  });

  it('opens reasons of the own case, and nothing where a commitment was copied from another one', async () => {
    const { sealing, database } = bed;
    const decision = (await unserved()).at(-1)!;
    const noteOf = async (one: Decision): Promise<string> => {
      const { event } = await newFactsReader({ sealing, database })(one);
      return event.type === 'correctionRequested' ? opened(event.data.items[0]!.note) : '';
    };
    expect(await noteOf(decision)).toBe(NOTE);
    const stolen = (await unserved())[0]!.record.filing.applicants[0]!.phone;
    const { record } = decision;
    const applicants = record.filing.applicants.map((one) => ({ ...one, applicantName: stolen }));
    const copied = { ...decision, record: { ...record, filing: { ...record.filing, applicants } } };
    expect(await noteOf(copied)).toContain('原文由作出方保存');
    const { record: shown } = await newFactsReader({ sealing, database })(copied);
    expect(partyNames(shown, ['PARTY'])).toEqual(['申请人']);
  });

  it('runs until it is stopped', async () => {
    const running = new Courier({
      ...{ database: bed.database, registryUscc: ZHENGZHOU, logger: silent, everyMs: 1 },
      clock: {
        now: () => 0,
        random: () => 0,
        sleep: (ms, signal) =>
          new Promise((resolve) => {
            const timer = setTimeout(resolve, ms);
            signal.addEventListener('abort', () => {
              clearTimeout(timer);
              resolve();
            });
          }),
      },
      serve: () => Promise.reject(new LedgerUnavailable({ reason: 'gone' })),
    });
    running.start();
    expect(() => {
      running.start();
    }).toThrow('runs already');
    await running.stop();
  });
});
