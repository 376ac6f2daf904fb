// SPDX-License-Identifier: Apache-2.0
import type { Transaction } from 'kysely';
import type { Database } from '../database/openDatabase';
import type { Tables } from '../database/tables';

/**
 * Reads from one snapshot of the read models.
 *
 * @returns what was read, and the number of blocks at which it is true
 */
export const atHeight = <T>(
  database: Database,
  read: (snapshot: Transaction<Tables>) => Promise<T>,
): Promise<{ readonly blockHeight: number; readonly result: T }> =>
  database
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (snapshot) => {
      const checkpoint = await snapshot.selectFrom('checkpoints').select('block_number').executeTakeFirst();
      return { blockHeight: checkpoint === undefined ? 0 : checkpoint.block_number + 1, result: await read(snapshot) };
    });
