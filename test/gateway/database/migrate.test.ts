// SPDX-License-Identifier: Apache-2.0
import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { migrate, MIGRATIONS_FOLDER, MigrationRefused } from '../../../gateway/src/database/migrate';
import { openDatabase } from '../../../gateway/src/database/openDatabase';
import { databaseKinds } from '../../support/databases';

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'registry-migrations-'));

const copyOfMigrations = (): string => {
  const folder = newFolder();
  for (const name of readdirSync(MIGRATIONS_FOLDER)) copyFileSync(join(MIGRATIONS_FOLDER, name), join(folder, name));
  return folder;
};

describe.each(databaseKinds())('migrate on $name', (kind) => {
  afterAll(() => kind.close());

  it('applies every migration once, in the order of their names', async () => {
    const database = await kind.open();
    const first = await migrate(database);
    expect(first).toEqual(readdirSync(MIGRATIONS_FOLDER).sort());
    expect(await migrate(database)).toEqual([]);
  });

  it('lets two processes migrate at the same time', async () => {
    const database = await kind.open();
    const applied = await Promise.all([migrate(database), migrate(database)]);
    expect(applied.flat()).toEqual(readdirSync(MIGRATIONS_FOLDER).sort());
  });

  it('refuses a migration that was changed after it had been applied', async () => {
    const database = await kind.openMigrated();
    const folder = copyOfMigrations();
    writeFileSync(join(folder, '0001_read_models.sql'), 'select 1;');
    await expect(migrate(database, folder)).rejects.toThrow(MigrationRefused);
  });

  it('refuses a database that knows more migrations than the program', async () => {
    const database = await kind.openMigrated();
    await expect(migrate(database, newFolder())).rejects.toThrow(/newer version/);
  });

  it('changes nothing when one migration of several fails', async () => {
    const database = await kind.open();
    const folder = newFolder();
    writeFileSync(join(folder, '0001_good.sql'), 'create table good (id integer);');
    writeFileSync(join(folder, '0002_bad.sql'), 'create table bad (id no_such_type);');
    await expect(migrate(database, folder)).rejects.toThrow(/no_such_type/);
    const { rows } = await sql`select table_name from information_schema.tables where table_schema = 'public'`.execute(
      database,
    );
    expect(rows).toEqual([]);
  });

  it('reads a bigint as a number and refuses one that would be rounded', async () => {
    const database = await kind.open();
    const { rows } = await sql`select 9007199254740991::bigint as largest`.execute(database);
    expect(rows).toEqual([{ largest: Number.MAX_SAFE_INTEGER }]);
    await expect(sql`select 9007199254740993::bigint as more`.execute(database)).rejects.toThrow(RangeError);
  });

  it('keeps a transaction together while others write', async () => {
    const database = await kind.openMigrated();
    const write = (name: string): Promise<unknown> =>
      database.insertInto('checkpoints').values({ name, block_number: 1, block_hash: 'aa' }).execute();
    const failing = database.transaction().execute(async (transaction) => {
      await transaction
        .insertInto('checkpoints')
        .values({ name: 'undone', block_number: 1, block_hash: 'aa' })
        .execute();
      throw new Error('on purpose');
    });
    await Promise.all([expect(failing).rejects.toThrow('on purpose'), write('one'), write('two')]);
    const names = await database.selectFrom('checkpoints').select('name').orderBy('name').execute();
    expect(names.map(({ name }) => name)).toEqual(['one', 'two']);
  });
});

describe('the embedded database', () => {
  it('keeps its rows in its folder', async () => {
    const folder = newFolder();
    const first = await openDatabase({ folder: join(folder, 'db') });
    await migrate(first);
    await first.insertInto('checkpoints').values({ name: 'kept', block_number: 7, block_hash: 'aa' }).execute();
    await first.destroy();
    const second = await openDatabase({ folder: join(folder, 'db') });
    expect(await second.selectFrom('checkpoints').select('block_number').execute()).toEqual([{ block_number: 7 }]);
    await second.destroy();
    rmSync(folder, { recursive: true });
  });
});
