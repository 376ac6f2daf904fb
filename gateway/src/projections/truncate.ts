// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { ReadModelTables } from '../database/readModelTables';
import type { Tables } from '../database/tables';

/** The tables that blocks fill, each with the columns that order its rows. */
export const READ_MODELS: { readonly [T in keyof ReadModelTables]: readonly (keyof ReadModelTables[T])[] } = {
  checkpoints: ['name'],
  cases: ['case_id'],
  case_parties: ['party', 'case_id'],
  case_documents: ['doc_id', 'case_id'],
  case_workers: ['case_id', 'worker'],
  case_contents: ['case_id'],
  case_commitments: ['commitment'],
  events: ['record_type', 'record_id', 'event_seq'],
  notices: ['notice_no'],
  certificates: ['number'],
  certificate_holders: ['holder_uscc', 'number'],
  objections: ['objection_no'],
  objection_documents: ['doc_id', 'objection_no'],
  services: ['service_id'],
  service_addressees: ['service_id', 'side', 'party'],
  recognitions: ['recognition_no'],
  institutions: ['uscc'],
  profiles: ['profile_id'],
  calendars: ['calendar_id'],
};

const tables = Object.keys(READ_MODELS) as (keyof ReadModelTables)[];

/** Empties the read models and the checkpoint together, so that the next block expected is block 0. */
export const truncateReadModels = async (database: Kysely<Tables>): Promise<void> => {
  await sql`truncate ${sql.join(tables.map((table) => sql.table(table)))}`.execute(database);
};

/** Every row of every read model as text, in a fixed order: two equal read models dump equally. */
export const dumpReadModels = async (database: Kysely<Tables>): Promise<Record<string, readonly string[]>> => {
  const dump: Record<string, readonly string[]> = {};
  for (const table of tables) {
    const order = sql.join(READ_MODELS[table].map((column) => sql.ref(column)));
    const rows = await sql<{ row: string }>`select t::text as row from ${sql.table(table)} t order by ${order}`.execute(
      database,
    );
    dump[table] = rows.rows.map(({ row }) => row);
  }
  return dump;
};
