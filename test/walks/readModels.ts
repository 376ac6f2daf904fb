// SPDX-License-Identifier: Apache-2.0
import { isDeepStrictEqual } from 'node:util';
import { recordKey } from '../../chaincode/src/ledger/keys';
import { canonicalJson } from '../../chaincode/src/protocol/canonicalJson';
import type { JsonInput } from '../../chaincode/src/protocol/canonicalJson';
import type { CaseRecord } from '../../chaincode/src/protocol/schemas/records';
import type { Database } from '../../gateway/src/database/openDatabase';
import { demand } from './demand';
import type { World } from './world';

const TABLES = [
  ['cases', 'case_id', 'case'],
  ['certificates', 'number', 'certificate'],
  ['objections', 'objection_no', 'objection'],
  ['services', 'service_id', 'service'],
  ['institutions', 'uscc', 'institution'],
  ['profiles', 'profile_id', 'profile'],
  ['calendars', 'calendar_id', 'calendar'],
] as const;

/** What a case is listed and found by, from its record. */
const columnsOf = ({ state, eventSeq, deadline, reviewer, agency }: CaseRecord): readonly unknown[] => [
  ...[state, eventSeq, deadline?.at ?? null, deadline?.provisional?.awaits ?? null],
  ...[reviewer?.staffNo ?? null, agency?.uscc ?? null],
];

const assertColumns = async (database: Database): Promise<void> => {
  for (const { record, ...row } of await database.selectFrom('cases').selectAll().execute()) {
    const listed = [row.state, row.event_seq, row.deadline_at, row.deadline_awaits];
    const found = [...listed, row.reviewer_staff_no, row.agency_uscc];
    demand(isDeepStrictEqual(found, columnsOf(record)), `${row.case_id} is listed as ${found.join()}`);
  }
};

/** Every record of the ledger can be read as it stands there, and nothing else can. */
export const assertReadModelsTellTheState = async (database: Database, world: World): Promise<void> => {
  for (const [table, key, kind] of TABLES) {
    const rows = await database
      .selectFrom(table)
      .select([key, 'record'] as never[])
      .execute();
    demand(rows.length === world.all(kind).size, `${table} has ${rows.length} rows`);
    for (const row of rows as unknown as Readonly<Record<string, string>>[]) {
      const kept = world.ledger.memory.state.get(recordKey(kind, row[key]!))?.toString('utf8');
      demand(kept === canonicalJson(row['record'] as JsonInput), `${kind} ${row[key]!} is read otherwise`);
    }
  }
  const events = await database
    .selectFrom('events')
    .select(({ fn }) => fn.countAll().as('count'))
    .executeTakeFirst();
  demand(Number(events?.count) === world.events.length, `there are ${String(events?.count)} events to read`);
  await assertColumns(database);
};
