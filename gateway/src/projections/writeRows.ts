// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import type { Transaction } from 'kysely';
import type { Tables } from '../database/tables';
import { LedgerMismatch } from './checkpoint';
import { insertRows, writtenOver } from './insertRows';
import type { BlockRows } from './rows';

/** The key of each table whose rows are written over. */
const KEYS = {
  cases: 'case_id',
  notices: 'notice_no',
  certificates: 'number',
  objections: 'objection_no',
  services: 'service_id',
  recognitions: 'recognition_no',
  institutions: 'uscc',
  profiles: 'profile_id',
  calendars: 'calendar_id',
} as const;

/** Lists that belong to a record and are replaced with it. */
const LISTS = {
  case_parties: { owner: 'cases', key: 'case_id' },
  case_documents: { owner: 'cases', key: 'case_id' },
  case_workers: { owner: 'cases', key: 'case_id' },
  case_contents: { owner: 'cases', key: 'case_id' },
  certificate_holders: { owner: 'certificates', key: 'number' },
  objection_documents: { owner: 'objections', key: 'objection_no' },
  service_addressees: { owner: 'services', key: 'service_id' },
} as const;

type Place = Pick<BlockRows['events'][number], 'transaction_id' | 'tx_index' | 'event_index'>;

/** Transactions of one id could stand in a block twice, an event at one place in it only once. */
const placeOf = ({ transaction_id, tx_index, event_index }: Place): string =>
  [transaction_id, tx_index, event_index].join(' ');

type Row = Readonly<Record<string, unknown>>;

const upsert = async (
  transaction: Transaction<Tables>,
  table: keyof typeof KEYS,
  rows: readonly object[],
): Promise<void> => {
  const [first] = rows;
  if (first !== undefined) await insertRows(transaction, { table, onConflict: writtenOver(KEYS[table], first) }, rows);
};

/** A commitment stays with the case that brought it first. */
const FIRST_COMMITMENT = { table: 'case_commitments', onConflict: '(commitment) do nothing' } as const;

const NEW_EVENT = {
  table: 'events',
  onConflict: '(record_type, record_id, event_seq) do nothing',
  returning: ['transaction_id', 'tx_index', 'event_index'],
} as const;

/**
 * A record's history has one event of each number. A second one cannot be true beside the first, and no repetition makes
 * it so.
 *
 * @throws LedgerMismatch naming the event
 */
const insertEvents = async (transaction: Transaction<Tables>, rows: BlockRows['events']): Promise<void> => {
  const added = await insertRows<Place>(transaction, NEW_EVENT, rows);
  const isAdded = new Set(added.map(placeOf));
  const second = rows.find((row) => !isAdded.has(placeOf(row)));
  if (second === undefined) return;
  const { record_type, record_id, event_seq, transaction_id } = second;
  throw new LedgerMismatch(`${transaction_id} brings a second event ${event_seq} of ${record_type} ${record_id}`);
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
  const added = (rows[table] as readonly Row[]).filter((row) => isChanged.has(row[key] as string));
  await insertRows(transaction, { table }, added);
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
  await insertRows(transaction, FIRST_COMMITMENT, rows.case_commitments);
};
