// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import type { Insertable, Transaction } from 'kysely';
import type { Tables } from '../database/tables';
import { LedgerMismatch } from './checkpoint';
import type { BlockRows } from './rows';

/** PostgreSQL takes 65,535 parameters a statement; the widest row has 15. */
const ROWS_A_STATEMENT = 1_000;

/** The key of each table whose rows are written over. */
const KEYS = {
  cases: 'case_id',
  notices: 'notice_no',
  certificates: 'number',
  services: 'service_id',
  institutions: 'uscc',
  profiles: 'profile_id',
  calendars: 'calendar_id',
} as const;

/** Lists that belong to a record and are replaced with it. */
const LISTS = {
  case_parties: { owner: 'cases', key: 'case_id' },
  case_documents: { owner: 'cases', key: 'case_id' },
  certificate_holders: { owner: 'certificates', key: 'number' },
  service_addressees: { owner: 'services', key: 'service_id' },
} as const;

type Place = Pick<BlockRows['events'][number], 'transaction_id' | 'tx_index' | 'event_index'>;

/** Transactions of one id could stand in a block twice, an event at one place in it only once. */
const placeOf = ({ transaction_id, tx_index, event_index }: Place): string =>
  [transaction_id, tx_index, event_index].join(' ');

const chunksOf = <T>(rows: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(rows.length / ROWS_A_STATEMENT) }, (_, index) =>
    rows.slice(index * ROWS_A_STATEMENT, (index + 1) * ROWS_A_STATEMENT),
  );

type Row = Readonly<Record<string, unknown>>;

const insert = async (
  transaction: Transaction<Tables>,
  table: keyof BlockRows,
  rows: readonly Row[],
): Promise<void> => {
  for (const chunk of chunksOf(rows)) {
    await transaction.insertInto(table).values(chunk).execute();
  }
};

const upsert = async (
  transaction: Transaction<Tables>,
  table: keyof typeof KEYS,
  rows: readonly Row[],
): Promise<void> => {
  const key = KEYS[table];
  for (const chunk of chunksOf(rows)) {
    const columns = Object.keys(chunk[0] ?? {}).filter((column) => column !== key);
    const updates = Object.fromEntries(columns.map((column) => [column, sql`excluded.${sql.ref(column)}`]));
    await transaction
      .insertInto(table)
      .values(chunk as unknown as Insertable<Tables[typeof table]>[])
      .onConflict((conflict) => conflict.column(key).doUpdateSet(updates))
      .execute();
  }
};

/** A commitment stays with the case that brought it first. */
const insertFirst = async (transaction: Transaction<Tables>, rows: BlockRows['case_commitments']): Promise<void> => {
  for (const chunk of chunksOf(rows)) {
    await transaction
      .insertInto('case_commitments')
      .values(chunk)
      .onConflict((conflict) => conflict.column('commitment').doNothing())
      .execute();
  }
};

/**
 * A record's history has one event of each number. A second one cannot be true beside the first, and no repetition makes
 * it so.
 *
 * @throws LedgerMismatch naming the event
 */
const insertEvents = async (transaction: Transaction<Tables>, rows: BlockRows['events']): Promise<void> => {
  for (const chunk of chunksOf(rows)) {
    const added = await transaction
      .insertInto('events')
      .values(chunk)
      .onConflict((conflict) => conflict.columns(['record_type', 'record_id', 'event_seq']).doNothing())
      .returning(['transaction_id', 'tx_index', 'event_index'])
      .execute();
    const isAdded = new Set(added.map(placeOf));
    const second = chunk.find((row) => !isAdded.has(placeOf(row)));
    if (second === undefined) continue;
    const { record_type, record_id, event_seq, transaction_id } = second;
    throw new LedgerMismatch(`${transaction_id} brings a second event ${event_seq} of ${record_type} ${record_id}`);
  }
};

/** The rows of each owner, in a form that two equal lists share. */
const listsByOwner = (rows: readonly Row[], key: string): Map<string, string> => {
  const lists = new Map<string, string[]>();
  for (const row of rows) {
    const owner = row[key] as string;
    lists.set(owner, [...(lists.get(owner) ?? []), JSON.stringify(Object.entries(row).sort())]);
  }
  return new Map([...lists].map(([owner, list]) => [owner, list.sort().join()]));
};

/** Most steps of a procedure leave a record's lists as they were: asking costs less than writing them again. */
const replaceList = async (
  transaction: Transaction<Tables>,
  table: keyof typeof LISTS,
  rows: BlockRows,
): Promise<void> => {
  const { owner, key } = LISTS[table];
  const owners = (rows[owner] as readonly Row[]).map((row) => row[key] as string);
  if (owners.length === 0) return;
  const kept = await sql<Row>`select * from ${sql.table(table)} where ${sql.ref(key)} = any(${owners})`.execute(
    transaction,
  );
  const [before, after] = [listsByOwner(kept.rows, key), listsByOwner(rows[table], key)];
  const changed = owners.filter((one) => before.get(one) !== after.get(one));
  const outdated = changed.filter((one) => before.has(one));
  if (outdated.length > 0) {
    await sql`delete from ${sql.table(table)} where ${sql.ref(key)} = any(${outdated})`.execute(transaction);
  }
  const isChanged = new Set(changed);
  await insert(
    transaction,
    table,
    (rows[table] as readonly Row[]).filter((row) => isChanged.has(row[key] as string)),
  );
};

/**
 * Writes the rows of blocks over what was there. Events are only ever added.
 *
 * @throws LedgerMismatch where an event's number was there already
 */
export const writeRows = async (transaction: Transaction<Tables>, rows: BlockRows): Promise<void> => {
  for (const table of Object.keys(KEYS) as (keyof typeof KEYS)[]) {
    await upsert(transaction, table, rows[table]);
  }
  for (const table of Object.keys(LISTS) as (keyof typeof LISTS)[]) await replaceList(transaction, table, rows);
  await insertEvents(transaction, rows.events);
  await insertFirst(transaction, rows.case_commitments);
};
