// SPDX-License-Identifier: Apache-2.0
import { Registry } from 'prom-client';
import type { Database } from '../../../gateway/src/database/openDatabase';
import type { CommittedBlock, CommittedTransaction, LedgerPort } from '../../../gateway/src/ledger/port';
import { applyBlocks } from '../../../gateway/src/projections/applyBlocks';
import { LedgerMismatch, readCheckpoint } from '../../../gateway/src/projections/checkpoint';
import { newProjectionMetrics } from '../../../gateway/src/projections/metrics';
import { Projector } from '../../../gateway/src/projections/projector';
import { dumpReadModels, truncateReadModels } from '../../../gateway/src/projections/truncate';
import { databaseKinds } from '../../support/databases';
import { GUIYANG } from '../../support/filing';
import { NOTICE_PROFILE } from '../../support/foundLedger';
import { newGatewayBed, silent } from '../../support/gatewayBed';
import type { GatewayBed } from '../../support/gatewayBed';
import { carryToCertificate, carryToNotice, fileApplication } from '../../support/gatewayJourney';
import { raiseObjection } from '../../support/objectionJourney';

const projectorOf = (database: Database, ledger: Pick<LedgerPort, 'blocks' | 'height'>): Projector =>
  new Projector({
    ...{ database, ledger, logger: silent, retryMs: 1 },
    metrics: newProjectionMetrics(new Registry()),
  });

/** A ledger that ends after its blocks. */
const ledgerOf = (blocks: readonly CommittedBlock[]): Pick<LedgerPort, 'blocks' | 'height'> => ({
  blocks: async function* (from) {
    yield* await Promise.resolve(blocks.slice(from));
  },
  height: () => Promise.resolve(blocks.length),
});

describe.each(databaseKinds())('the projection on $name', (kind) => {
  let bed: GatewayBed;
  let blocks: readonly CommittedBlock[];
  const caseBlock = (): CommittedBlock =>
    blocks.find(({ transactions }) => transactions[0]?.records[0]?.kind === 'case')!;
  const emptied = async (): Promise<Database> => {
    await truncateReadModels(bed.database);
    return bed.database;
  };
  const project = async (database: Database, upTo: number): Promise<void> => {
    for (const block of blocks.slice(0, upTo)) await applyBlocks(database, [block]);
  };

  beforeAll(async () => {
    bed = await newGatewayBed(await kind.openMigrated());
    const registered = await fileApplication(bed);
    const number = await carryToCertificate(bed, registered);
    const holder = await bed.as('zhengzhou-applicant-1');
    await holder.post('/recognitions', { number, registry: GUIYANG, purposes: ['LISTING'] });
    await bed.serve();
    await carryToNotice(
      bed,
      await fileApplication(bed, { withhold: [{ path: '/product/sources', reason: '商业秘密' }] }),
    );
    await raiseObjection(bed, await carryToNotice(bed, await fileApplication(bed, { profileId: NOTICE_PROFILE })));
    await fileApplication(bed);
    blocks = [...bed.ledger.committed];
    await bed.projector.stop();
  }, 120_000);
  afterAll(async () => {
    await bed.close();
    await kind.close();
  });

  it('makes the same rows again from block 0', async () => {
    const live = await dumpReadModels(bed.database);
    expect(Object.entries(live).filter(([, rows]) => rows.length === 0)).toEqual([]);
    const projector = projectorOf(bed.database, bed.ledger);
    await projector.rebuild();
    expect(await projector.waitFor(blocks.length - 1, 30_000)).toBe(true);
    await projector.stop();
    expect(await dumpReadModels(bed.database)).toEqual(live);
  });

  it('makes the same rows whatever was committed in one block', async () => {
    const live = await dumpReadModels(bed.database);
    const all = blocks.flatMap(({ transactions }) => transactions);
    const database = await emptied();
    await applyBlocks(database, [{ ...blocks[0]!, transactions: all.map((one, index) => ({ ...one, index })) }]);
    // Where a row was written is another matter.
    const columns = ['case_id', 'state', 'event_seq', 'deadline_at', 'agency_uscc'] as const;
    const together = await database.selectFrom('cases').select(columns).orderBy('case_id').execute();
    const counts = async (): Promise<number[]> =>
      Object.entries(await dumpReadModels(database)).map(([, rows]) => rows.length);
    expect(await counts()).toEqual(Object.values(live).map((rows) => rows.length));
    await emptied();
    await project(database, blocks.length);
    expect(await database.selectFrom('cases').select(columns).orderBy('case_id').execute()).toEqual(together);
  });

  it('makes the same rows from blocks taken together as from one after another', async () => {
    const database = await emptied();
    await project(database, blocks.length);
    const oneByOne = await dumpReadModels(database);
    await emptied();
    await project(database, 2);
    await applyBlocks(database, blocks.slice(0, 5));
    await applyBlocks(database, blocks.slice(3));
    expect(await dumpReadModels(database)).toEqual(oneByOne);
  });

  it('takes a block only once', async () => {
    const database = await emptied();
    await project(database, blocks.length);
    const before = await dumpReadModels(database);
    expect(await applyBlocks(database, [blocks.at(-1)!])).toBeUndefined();
    expect(await applyBlocks(database, [caseBlock()])).toBeUndefined();
    expect(await dumpReadModels(database)).toEqual(before);
  });

  it('refuses a block of another ledger, and changes nothing', async () => {
    const database = await emptied();
    await project(database, 3);
    const before = await dumpReadModels(database);
    const foreign = { ...blocks[3]!, previousHash: 'f'.repeat(64) };
    await expect(applyBlocks(database, [foreign])).rejects.toThrow(/another ledger, or a fork/);
    expect(await dumpReadModels(database)).toEqual(before);
  });

  it('refuses a gap', async () => {
    const database = await emptied();
    await project(database, 3);
    await expect(applyBlocks(database, [blocks[4]!])).rejects.toThrow(/block 4 came where block 3 was expected/);
    await expect(applyBlocks(await emptied(), [blocks[1]!])).rejects.toThrow(LedgerMismatch);
  });

  it('writes all rows of a block and the checkpoint, or nothing', async () => {
    const database = await emptied();
    const at = caseBlock().number;
    await project(database, at);
    const before = await dumpReadModels(database);
    const first = caseBlock().transactions[0]!;
    const twice = { ...caseBlock(), transactions: [first, { ...first, index: 1 }] };
    await expect(applyBlocks(database, [twice])).rejects.toThrow(LedgerMismatch);
    expect(await dumpReadModels(database)).toEqual(before);
    expect(await applyBlocks(database, [caseBlock()])).toBeDefined();
  });

  it('leaves nothing of a transaction that the peers found invalid', async () => {
    const database = await emptied();
    await project(database, caseBlock().number);
    const lost: CommittedTransaction[] = caseBlock().transactions.map((one) => ({
      ...one,
      validationCode: 'MVCC_READ_CONFLICT',
    }));
    const rows = await applyBlocks(database, [{ ...caseBlock(), transactions: lost }]);
    expect(Object.values(rows!).flat()).toEqual([]);
    expect(await readCheckpoint(database)).toMatchObject({ blockNumber: caseBlock().number });
    expect(await database.selectFrom('cases').selectAll().execute()).toEqual([]);
  });

  it('takes every text that a ledger may hold', async () => {
    const database = await emptied();
    await project(database, caseBlock().number);
    const awkward = JSON.parse(JSON.stringify(caseBlock())) as CommittedBlock;
    const event = awkward.transactions[0]!.events[0]!;
    const data = { text: "quote ', backslash \\, 龘, 😀, \u2028" };
    const withText = {
      ...awkward,
      transactions: [{ ...awkward.transactions[0]!, events: [{ ...event, data } as unknown as typeof event] }],
    };
    await applyBlocks(database, [withText]);
    const stored = await database.selectFrom('events').select('event').where('record_type', '=', 'case').execute();
    expect(stored[0]!.event.data).toEqual(data);
  });

  it('begins again after an error of the ledger, where it was', async () => {
    const database = await emptied();
    let failures = 3;
    const asked: number[] = [];
    const shaky: Pick<LedgerPort, 'blocks' | 'height'> = {
      ...ledgerOf(blocks),
      blocks: async function* (from) {
        asked.push(from);
        for (const block of blocks.slice(from)) {
          if (block.number === 5 * asked.length && failures-- > 0) throw new Error('lost');
          yield await Promise.resolve(block);
        }
      },
    };
    const projector = projectorOf(database, shaky);
    await projector.start();
    expect(await projector.waitFor(blocks.length - 1, 30_000)).toBe(true);
    await projector.stop();
    expect(asked.slice(0, 4)).toEqual([0, 5, 10, 15]);
    expect(await projector.lag()).toBe(0);
  });

  it('stops for good on another ledger, and says why', async () => {
    const database = await emptied();
    await project(database, 2);
    const foreign = blocks.map((block) => ({ ...block, previousHash: 'e'.repeat(64) }));
    const projector = projectorOf(database, ledgerOf(foreign));
    await projector.start();
    expect(await projector.waitFor(5, 10_000)).toBe(false);
    expect(projector.failure).toBeInstanceOf(LedgerMismatch);
    expect(projector.height).toBe(2);
    await projector.stop();
  });

  it('stops for good where another transaction tells an event anew, and says which', async () => {
    const database = await emptied();
    const at = caseBlock().number;
    const { transactions, hash } = caseBlock();
    const again = transactions.map((one) => ({ ...one, transactionId: 'later' }));
    const next = { ...caseBlock(), number: at + 1, previousHash: hash, transactions: again };
    const projector = projectorOf(database, ledgerOf([...blocks.slice(0, at + 1), next]));
    await projector.start();
    expect(await projector.waitFor(at + 1, 10_000)).toBe(false);
    const { recordId } = transactions[0]!.events[0]!;
    expect(projector.failure).toBeInstanceOf(LedgerMismatch);
    expect(projector.failure?.message).toBe(`later brings a second event 1 of case ${recordId}`);
    expect(projector.height).toBe(at + 1);
    await projector.stop();
  });

  it('tells those who wait that a block did not come in time', async () => {
    const database = await emptied();
    const projector = projectorOf(database, bed.ledger);
    await projector.start();
    expect(await projector.waitFor(blocks.length + 5, 20)).toBe(false);
    await projector.stop();
    expect(await projector.waitFor(blocks.length + 5, 60_000)).toBe(false);
  });

  it('tells its listeners of a block before those who wait for it', async () => {
    const database = await emptied();
    const projector = projectorOf(database, bed.ledger);
    const told: string[] = [];
    projector.onRows((rows) => {
      // What is told now cannot be read by its height yet.
      expect(Math.min(...rows.events.map((row) => row.block_number))).toBeGreaterThanOrEqual(projector.height);
      told.push(...rows.events.map((row) => row.transaction_id));
    });
    await projector.start();
    await projector.waitFor(blocks.length - 1, 30_000);
    await projector.stop();
    const all = blocks.flatMap(({ transactions }) =>
      transactions.flatMap(({ events, transactionId }) => events.map(() => transactionId)),
    );
    expect(told).toEqual(all);
  });
});
