// SPDX-License-Identifier: Apache-2.0
import { parseJson } from '@registry/chaincode/protocol';
import { sql } from 'kysely';
import type { Database } from '../database/openDatabase';
import { commitmentsIn } from '../projections/commitments';

/** An attempt that was refused or lost may still be repeated, and an earlier one may still be committed, so long. */
const KEPT_MS = 86_400_000;
const AT_ONCE = 500;

interface Row {
  readonly identity_key: string;
  readonly idempotency_key: string;
  readonly request: string;
  readonly created_at: Date;
}

/** Up to where requests were judged already: whatever is left of them is on the ledger and stays. */
export type Mark = Omit<Row, 'request'>;

export const BEGINNING: Mark = { created_at: new Date(0), identity_key: '', idempotency_key: '' };

/**
 * Requests that were last sent before this moment are to be judged. The read models can only tell what the ledger did
 * not take up to where they reach themselves, so the day counts from the last event in them, too.
 */
async function judgedUntil(database: Database, now: number): Promise<Date | undefined> {
  const { fn } = database;
  const query = database.selectFrom('cases').select(fn.max('last_event_at').as('last'));
  const last = Date.parse((await query.executeTakeFirst())?.last ?? '');
  return Number.isNaN(last) ? undefined : new Date(Math.min(now, last) - KEPT_MS);
}

const pageAfter = (database: Database, mark: Mark, until: Date): Promise<Row[]> =>
  database
    .selectFrom('command_requests')
    .select(['identity_key', 'idempotency_key', 'request', 'created_at'])
    .where('created_at', '<', until)
    .where(
      sql<boolean>`(created_at, identity_key, idempotency_key) >
        (${mark.created_at}, ${mark.identity_key}, ${mark.idempotency_key})`,
    )
    .orderBy('created_at')
    .orderBy('identity_key')
    .orderBy('idempotency_key')
    .limit(AT_ONCE)
    .execute();

async function onLedger(database: Database, commitments: readonly string[]): Promise<ReadonlySet<string>> {
  if (commitments.length === 0) return new Set();
  const query = database.selectFrom('case_commitments').select('commitment');
  const rows = await query.where('commitment', 'in', commitments).execute();
  return new Set(rows.map(({ commitment }) => commitment));
}

/** Forgets a request with its openings, unless it was sent again meanwhile. */
const forget = (database: Database, row: Row, commitments: readonly string[]): Promise<number> =>
  database.transaction().execute(async (step) => {
    const { numDeletedRows } = await step
      .deleteFrom('command_requests')
      .where('identity_key', '=', row.identity_key)
      .where('idempotency_key', '=', row.idempotency_key)
      .where('created_at', '=', row.created_at)
      .executeTakeFirst();
    if (numDeletedRows === 0n) return 0;
    await step.deleteFrom('openings').where('commitment', 'in', commitments).execute();
    return 1;
  });

/** A request without sealed values leaves no trace by which it could be judged, and holds nothing that must go. */
async function judge(database: Database, rows: readonly Row[]): Promise<number> {
  const judged = rows.map((row) => ({ row, commitments: commitmentsIn(parseJson(row.request)) }));
  const taken = await onLedger(
    database,
    judged.flatMap(({ commitments }) => commitments),
  );
  let forgotten = 0;
  for (const { row, commitments } of judged) {
    const isLost = commitments.length > 0 && !commitments.some((one) => taken.has(one));
    if (isLost) forgotten += await forget(database, row, commitments);
  }
  return forgotten;
}

/**
 * Forgets the requests, and the openings of their sealed values, that were last sent more than a day ago and that the
 * ledger never took. The read models must be at the ledger's height: what they have not seen yet, they would deny.
 *
 * @param now - milliseconds since 1970
 * @returns how many requests were forgotten, and the mark for the next time
 */
export async function sweepRequests(
  database: Database,
  now: number,
  from: Mark,
): Promise<{ forgotten: number; mark: Mark }> {
  const until = await judgedUntil(database, now);
  let [forgotten, mark] = [0, from];
  if (!until) return { forgotten, mark };
  for (;;) {
    const rows = await pageAfter(database, mark, until);
    forgotten += await judge(database, rows);
    const last = rows.at(-1);
    if (!last) return { forgotten, mark };
    mark = last;
  }
}
