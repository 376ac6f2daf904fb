// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import { openDatabase } from '../../../gateway/src/database/openDatabase';
import type { Database } from '../../../gateway/src/database/openDatabase';
import { tend, tendingWhenDue } from '../../../gateway/src/database/upkeep';

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

  it('is due at first, when much has been added, and after an hour', async () => {
    let now = 0;
    const tendWhenDue = tendingWhenDue(database, () => now);
    expect(await tendWhenDue()).toBe(true);
    expect(await tendWhenDue()).toBe(false);
    await sql`insert into things select repeat('x', 100) from generate_series(1, 20000)`.execute(database);
    expect(await tendWhenDue()).toBe(true);
    expect(await counted(database)).toBe(20_500);
    now = 3_600_000;
    expect(await tendWhenDue()).toBe(true);
    expect(await tendWhenDue()).toBe(false);
  });

  it('has a statement that was planned for no rows planned anew for many', async () => {
    await sql`create table parts (id int, note text); create index parts_id on parts (id)`.execute(database);
    const planOf = async (): Promise<string> => {
      const { rows } = await sql<{ 'QUERY PLAN': string }>`explain execute by_id('{7}')`.execute(database);
      return rows.map((row) => row['QUERY PLAN']).join(' ');
    };
    const tendWhenDue = tendingWhenDue(database, () => 0);
    await tendWhenDue();
    await sql`set plan_cache_mode = force_generic_plan;
      prepare by_id (int[]) as select * from parts where id = any($1)`.execute(database);
    await sql`insert into parts select n, 'x' from generate_series(1, 100) n`.execute(database);
    await tend(database);
    expect(await planOf()).toContain('Seq Scan');
    await sql`insert into parts select n, repeat('x', 100) from generate_series(1, 100000) n`.execute(database);
    expect(await planOf()).toContain('Seq Scan');
    expect(await tendWhenDue()).toBe(true);
    expect(await planOf()).toContain('parts_id');
  });
});
