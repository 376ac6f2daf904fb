// SPDX-License-Identifier: Apache-2.0
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import { openPglitePool } from '../../../gateway/src/database/pglite';
import { StatementNames } from '../../../gateway/src/database/statementNames';

describe('the connection to the embedded database', () => {
  let pool: PostgresPool;
  let client: PostgresPoolClient;

  beforeAll(async () => {
    pool = await openPglitePool(undefined);
    client = await pool.connect();
  });

  afterAll(async () => {
    client.release();
    await pool.end();
  });

  const first = async (text: string, values: readonly unknown[] = []): Promise<unknown> =>
    (await client.query<Record<string, unknown>>(text, values)).rows[0];

  it('answers the same statement with other values again and again', async () => {
    for (const value of [1, 2, 3]) {
      expect(await first('select $1::bigint as value', [value])).toEqual({ value });
    }
  });

  it('goes on after a statement that failed', async () => {
    await expect(first('select $1::int as value', ['x'])).rejects.toMatchObject({ code: '22P02' });
    expect(await first('select $1::int as value', ['4'])).toEqual({ value: 4 });
  });

  it('says how many rows a statement touched', async () => {
    await client.query('create table things (name text); insert into things values (1), (2)', []);
    expect(await client.query('delete from things where name <> $1', ['3'])).toMatchObject({
      command: 'DELETE',
      rowCount: 2,
    });
  });

  it('carries rows of several megabytes', async () => {
    const text = '数'.repeat(1_500_000);
    expect(await first('select $1::text as text', [text])).toEqual({ text });
  });

  it('rolls back what a transaction wrote before a mistake', async () => {
    await client.query('begin', []);
    await client.query('create table halves (name text)', []);
    await expect(client.query('insert into nowhere values ($1)', [1])).rejects.toMatchObject({ code: '42P01' });
    await client.query('rollback', []);
    expect(await first("select to_regclass('halves') as found", [])).toEqual({ found: null });
  });
});

describe('names of statements', () => {
  it('are the same for the same text and others for others', () => {
    const names = new StatementNames();
    expect(names.nameOf('select 1')).toBe(names.nameOf('select 1'));
    expect(names.nameOf('select 1')).not.toBe(names.nameOf('select 2'));
  });

  it('are not given to long texts, nor to ever more of them', () => {
    const names = new StatementNames();
    expect(names.nameOf('x'.repeat(2_001))).toBeUndefined();
    const given = Array.from({ length: 300 }, (_, index) => names.nameOf(`select ${index}`));
    expect(given.filter((name) => name !== undefined)).toHaveLength(200);
    expect(names.nameOf('select 0')).toBe(given[0]);
  });
});
