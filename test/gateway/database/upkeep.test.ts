// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import { openDatabase } from '../../../gateway/src/database/openDatabase';
import type { Database } from '../../../gateway/src/database/openDatabase';
import { tend } from '../../../gateway/src/database/upkeep';

const counted = async (database: Database): Promise<number | undefined> => {
  const { rows } = await sql<{ n: number }>`select reltuples::int as n from pg_class where relname = 'things'`.execute(
    database,
  );
  return rows[0]?.n;
};

describe('the upkeep of the embedded database', () => {
  let database: Database;

  beforeAll(async () => {
    database = await openDatabase({ inMemory: true });
    await sql`create table things (name text)`.execute(database);
    await sql`insert into things select generate_series(1, 500)::text`.execute(database);
  });

  afterAll(() => database.destroy());

  it('counts what is there', async () => {
    expect(await counted(database)).toBe(-1);
    await tend(database);
    expect(await counted(database)).toBe(500);
  });
});
