// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { CaseRecord, LedgerRecord, Sketch } from '@registry/chaincode/protocol';
import type { CommittedBlock } from '@registry/gateway';
import { findConflicts } from '@registry/gateway/conflicts/findConflicts';
import { migrate } from '@registry/gateway/database/migrate';
import { openDatabase } from '@registry/gateway/database/openDatabase';
import type { Database, DatabasePlace } from '@registry/gateway/database/openDatabase';
import { tend } from '@registry/gateway/database/upkeep';
import { atHeight } from '@registry/gateway/listing/atHeight';
import { applyBlocks } from '@registry/gateway/projections/applyBlocks';
import { hasPostgres, startPostgres } from '../support/postgres';
import type { Figure } from './figures';
import { blocksOf, caseRecord } from './listedCases';
import { percentile } from './percentile';

const IN_A_BLOCK = 500;
const SEARCHES = 200;
const LIMIT = { kind: 'atMost', value: 200 } as const;

/** So many first cases are filings of one and the same table; of the others, ten at a time have some rows in common. */
const CROWD = 5_000;
const FAMILY = 10;
/** One table in so many has its columns from the same form. */
const FORMS = 50;

const token = (name: string): string => createHash('sha256').update(name).digest('base64url').slice(0, 8);
const tokens = (count: number, name: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => token(name(at))).join('');

const sketchOf = (index: number): Sketch => {
  const own = index < CROWD ? 'crowd' : String(index);
  const family = index < CROWD ? 'crowd' : `family ${String(Math.floor(index / FAMILY))}`;
  return {
    keyId: token('key'),
    rows: tokens(32, (at) => `row ${at % 4 === 0 ? family : own} ${String(at)}`),
    chunks: tokens(6, (at) => `chunk ${own} ${String(at)}`),
    schema: tokens(4, (at) => `schema ${String(index % FORMS)} ${String(at)}`),
  };
};

const withSketch = (record: CaseRecord, index: number): CaseRecord => {
  const sha256Root = createHash('sha256')
    .update(index < CROWD ? 'crowd' : String(index))
    .digest('hex');
  const { filing } = record;
  const product = { ...filing.product, content: { ...filing.product.content, sha256Root } };
  const [material] = filing.materials;
  if (material === undefined) throw new Error('The example has no material.');
  const sample = { ...material, type: 'SAMPLE' as const, sketch: sketchOf(index) };
  const materials = [...filing.materials, sample];
  return { ...record, filing: { ...filing, product, materials } };
};

function* sketchedBlocks(cases: number): Generator<CommittedBlock> {
  let index = 0;
  for (const block of blocksOf(cases, IN_A_BLOCK)) {
    const transactions = block.transactions.map((transaction) => {
      const at = index;
      index += 1;
      const sketched = (record: LedgerRecord): LedgerRecord =>
        record.kind === 'case' ? withSketch(record, at) : record;
      return { ...transaction, records: transaction.records.map(sketched) };
    });
    yield { ...block, transactions };
  }
}

const fill = async (database: Database, cases: number): Promise<void> => {
  await migrate(database);
  for (const block of sketchedBlocks(cases)) await applyBlocks(database, [block]);
  await tend(database);
};

/** Each case is searched for twice and counted the second time, as for the lists. */
const search = async (database: Database, indexes: readonly number[]): Promise<number[]> => {
  const taken: number[] = [];
  const now = Date.now();
  for (const round of [1, 2]) {
    for (const index of indexes) {
      const own = withSketch(caseRecord(index), index);
      const from = performance.now();
      const { result } = await atHeight(database, (snapshot) => findConflicts(snapshot, own, now));
      if (round === 2) taken.push(performance.now() - from);
      if (result.findings.length === 0) throw new Error(`Nothing was found for case ${String(index)}`);
    }
  }
  return taken;
};

const measureOn = async (name: string, place: DatabasePlace, cases: number): Promise<Figure[]> => {
  const database = await openDatabase(place);
  try {
    const began = performance.now();
    await fill(database, cases);
    const perSecond = (cases / (performance.now() - began)) * 1000;
    const step = Math.floor((cases - CROWD) / SEARCHES);
    const usual = await search(
      database,
      Array.from({ length: SEARCHES }, (_, at) => CROWD + at * step),
    );
    const crowded = await search(
      database,
      Array.from({ length: 20 }, (_, at) => at * 100),
    );
    const what = `conflicts among ${String(cases)} products on ${name}`;
    return [
      { name: `${what}, p50`, value: percentile(usual, 50), unit: 'ms' },
      { name: `${what}, slowest`, value: Math.max(...usual), unit: 'ms', limit: LIMIT },
      {
        name: `${what}, in a crowd`,
        value: Math.max(...crowded),
        unit: 'ms',
        limit: LIMIT,
        note: `${String(CROWD)} filings of one table`,
      },
      { name: `cases with sketches written to ${name}`, value: perSecond, unit: '/s' },
    ];
  } finally {
    await database.destroy();
  }
};

const onPglite = async (cases: number): Promise<Figure[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'registry-conflicts-'));
  try {
    return await measureOn('PGlite', { folder }, cases);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const onPostgres = async (cases: number): Promise<Figure[]> => {
  if (!hasPostgres) return [];
  const server = await startPostgres();
  try {
    return await measureOn('PostgreSQL', { url: await server.newDatabase() }, cases);
  } finally {
    await server.stop();
  }
};

/**
 * What the search for the same or similar data takes, for cases that a few resemble and for one that thousands do.
 *
 * @param cases - how many there are, at least some thousands more than the crowd
 */
export const measureConflicts = async (cases: number): Promise<Figure[]> => [
  ...(await onPglite(cases)),
  ...(await onPostgres(cases)),
];
