// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { dumpReadModels } from '../../../gateway/src/projections/truncate';
import type { LedgerPort } from '../../../gateway/src/ledger/port';
import { withOwnData } from '../crash/ownData';
import type { OwnData } from '../crash/ownData';
import type { TestSystem } from '../system';

/** Longer than a registry's clock waits for its next look at what is due. */
const STILL_MS = 4_000;

/** Waits until nothing is written any more, as when all that was decided has been served; answers the height. */
export const untilStill = async (ledger: LedgerPort): Promise<number> => {
  for (;;) {
    const height = await ledger.height();
    await sleep(STILL_MS);
    if ((await ledger.height()) === height) return height;
  }
};

type Rows = Readonly<Record<string, readonly string[]>>;

/** What a gateway keeps beside its read models, and would not forget again by itself. */
const OWN_TABLES = ['drafts', 'materials', 'blobs', 'users'];

const rowsOf = async ({ database }: OwnData): Promise<Rows> => {
  const own = await Promise.all(
    OWN_TABLES.map(async (table) => {
      const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.table(table)} t order by 1`.execute(
        database,
      );
      return [table, rows.map(({ row }) => row)] as const;
    }),
  );
  return { ...(await dumpReadModels(database)), ...Object.fromEntries(own) };
};

/** Every row that a registry's gateway keeps of the ledger and of what it was sent; it is stopped for it. */
export const readRows = async ({ system }: TestSystem, registry: string): Promise<Rows> => {
  system.parts.expectEnd(registry);
  await system.parts.get(registry).stop();
  return withOwnData(system.layout.gateway(registry), rowsOf);
};
