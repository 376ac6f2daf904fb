// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@registry/chaincode/protocol';
import { sql } from 'kysely';
import { GatewayError } from '../http/gatewayError';
import { openDraft } from './draft';
import type { Draft, DraftRow } from './draft';
import { findDraft } from './draftStore';
import type { DraftStore, SeenDraft } from './draftStore';

/** A draft on its way to the ledger, or what it was answered there. */
export type Claim =
  | {
      readonly draft: Draft;
      /** Under which it is filed: that of the first attempt whose fate is open. */
      readonly filingKey: string;
      /** Whether no earlier attempt is open. */
      readonly isFirst: boolean;
    }
  | { readonly filed: JsonObject };

const answered = (row: DraftRow, key: string): Claim => {
  const filed = JSON.parse(row.filed ?? '{}') as JsonObject;
  if (row.filing_key === key) return { filed };
  throw new GatewayError('DRAFT_FILED', { caseId: filed['caseId'] ?? null });
};

/**
 * Takes a draft for filing. From then on it cannot be changed until the attempt is known to have failed: whatever key
 * comes later, the ledger is asked under the first one, so that one draft never becomes two cases.
 *
 * @param key - the caller's Idempotency-Key
 * @returns what it was answered before, where it has been filed under this key
 * @throws GatewayError NOT_FOUND, DRAFT_CHANGED, DRAFT_FILED under another key
 */
export const claimDraft = ({ database, keyring }: DraftStore, seen: SeenDraft, key: string): Promise<Claim> =>
  database.transaction().execute(async (step) => {
    await sql`select 1 from drafts where draft_id = ${seen.draftId} for update`.execute(step);
    const row = await findDraft(step, seen);
    if (row === undefined) throw new GatewayError('NOT_FOUND');
    if (row.content === null) return answered(row, key);
    if (row.version !== seen.version) throw new GatewayError('DRAFT_CHANGED', { version: row.version });
    const filingKey = row.filing_key ?? key;
    await step.updateTable('drafts').set({ filing_key: filingKey }).where('draft_id', '=', seen.draftId).execute();
    return { draft: openDraft(keyring, { ...row, content: row.content }), filingKey, isFirst: row.filing_key === null };
  });

/** Gives a draft back to its owner: the attempt under this key has failed. */
export const releaseDraft = async ({ database }: DraftStore, { draftId }: SeenDraft, key: string): Promise<void> => {
  await database
    .updateTable('drafts')
    .set({ filing_key: null })
    .where('draft_id', '=', draftId)
    .where('filing_key', '=', key)
    .where('content', 'is not', null)
    .execute();
};

/** Forgets what a draft said, now that the ledger has it, and keeps which case it became. */
export const settleDraft = async (
  { database }: DraftStore,
  { draftId }: SeenDraft,
  { key, answer }: { readonly key: string; readonly answer: JsonObject },
): Promise<void> => {
  await database
    .updateTable('drafts')
    .set({ content: null, heading: null, filing_key: key, filed: JSON.stringify(answer) })
    .where('draft_id', '=', draftId)
    .execute();
};
