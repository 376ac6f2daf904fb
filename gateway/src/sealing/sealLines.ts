// SPDX-License-Identifier: Apache-2.0
import { canonicalJson, parseJson, type JsonObject } from '@registry/chaincode/protocol';
import type { Database } from '../database/openDatabase';
import type { LedgerPort } from '../ledger/port';
import type { Keyring } from '../vault/keyring';
import { bodyDigest } from './commandRequests';
import { keyOfLine, openLines } from './earlierLines';
import type { KeptLine } from './earlierLines';
import { keepOpenings } from './openings';
import type { ClearLine, ClearLines, SealedLine } from './port';
import { seal, type SealedForm } from './seal';

interface Store {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly ledger: Pick<LedgerPort, 'transaction'>;
}

interface Row extends KeptLine {
  readonly body_digest: string;
  readonly request: string;
}

type Steps = Pick<Database, 'insertInto' | 'updateTable'>;

const CONTRACT = 'application';
const TRANSACTION = 'submitBatch';

const keyOf = (batch: ClearLines, { line }: ClearLine): string => keyOfLine(batch, line);

/** What was kept for lines that were here before. They count as sent anew. */
async function takeUp(database: Steps, batch: ClearLines, lines: readonly ClearLine[]): Promise<Map<string, Row>> {
  if (lines.length === 0) return new Map();
  const keys = lines.map((line) => keyOf(batch, line));
  const rows = await database
    .updateTable('command_requests')
    .set({ created_at: new Date() })
    .where('identity_key', '=', batch.caller.identityKey)
    .where('idempotency_key', 'in', keys)
    .returning(['idempotency_key', 'body_digest', 'request', 'unknown_transaction_id', 'unknown_since'])
    .execute();
  return new Map(rows.map((row) => [row.idempotency_key, row]));
}

interface NewLine extends SealedForm {
  readonly key: string;
  readonly digest: string;
}

async function insertRows(database: Steps, batch: ClearLines, lines: readonly NewLine[]): Promise<Set<string>> {
  const rows = await database
    .insertInto('command_requests')
    .values(
      lines.map(({ key, digest, sealed }) => ({
        identity_key: batch.caller.identityKey,
        idempotency_key: key,
        body_digest: digest,
        contract: CONTRACT,
        transaction: TRANSACTION,
        request: canonicalJson(sealed),
        unknown_transaction_id: null,
        unknown_since: null,
        created_at: new Date(),
      })),
    )
    .onConflict((conflict) => conflict.columns(['identity_key', 'idempotency_key']).doNothing())
    .returning('idempotency_key')
    .execute();
  return new Set(rows.map((row) => row.idempotency_key));
}

/** @returns the keys that were kept: a twin of the request may have been quicker with others */
async function keepNew(
  { database, keyring }: Omit<Store, 'ledger'>,
  batch: ClearLines,
  lines: readonly NewLine[],
): Promise<void> {
  if (lines.length === 0) return;
  await database.transaction().execute(async (step) => {
    const kept = await insertRows(step, batch, lines);
    const openings = lines.filter(({ key }) => kept.has(key)).flatMap((line) => line.openings);
    await keepOpenings({ database: step, keyring }, openings);
  });
}

/**
 * Seals the lines of a batch, all that are new in one transaction; a line that was here before keeps its salts.
 *
 * @returns the lines in their order, without a form where the line's key stands for another one
 */
export async function sealLines(store: Store, batch: ClearLines): Promise<readonly SealedLine[]> {
  const { database, keyring } = store;
  const digestOf = ({ form }: ClearLine): string =>
    bodyDigest(keyring, { contract: CONTRACT, transaction: TRANSACTION, form });
  const earlier = await takeUp(database, batch, batch.lines);
  const open = await openLines(store, batch, [...earlier.values()]);
  const fresh = batch.lines.filter((line) => !earlier.has(keyOf(batch, line)));
  const sealed = fresh.map((line) => ({
    ...seal(line.form, line.pointers),
    key: keyOf(batch, line),
    digest: digestOf(line),
  }));
  await keepNew(store, batch, sealed);
  // Whoever was quicker, what stands in the table now is what is sent.
  const kept = new Map([...earlier, ...(await takeUp(database, batch, fresh))]);
  return batch.lines.map((line) => {
    const key = keyOf(batch, line);
    const row = kept.get(key);
    const problem = open.get(key);
    return {
      line: line.line,
      isRepeated: earlier.has(key),
      ...(row?.body_digest === digestOf(line) && { form: parseJson(row.request) as JsonObject }),
      ...(problem && { problem }),
    };
  });
}
