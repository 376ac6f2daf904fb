// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '@registry/chaincode/protocol';
import type { JsonObject } from '@registry/chaincode/protocol';
import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../database/openDatabase';
import type { Tables } from '../database/tables';
import { GatewayError } from '../http/gatewayError';
import type { PagePlan } from '../listing/page';
import type { Keyring } from '../vault/keyring';
import { encryptDraft, openDraft, openHeading } from './draft';
import type { Draft, DraftHeading, DraftRow } from './draft';

/** What one person keeps at most. */
export const MOST_DRAFTS = 100;

export interface DraftStore {
  readonly database: Database;
  readonly keyring: Keyring;
}

/** A draft of somebody, in the version that was seen. */
export interface SeenDraft {
  readonly owner: string;
  readonly draftId: string;
  readonly version: number;
}

type LiveRow = DraftRow & { readonly content: Uint8Array };

const isLive = (row: DraftRow): row is LiveRow => row.content !== null;

export const findDraft = (
  database: Kysely<Tables>,
  { owner, draftId }: Omit<SeenDraft, 'version'>,
): Promise<DraftRow | undefined> =>
  database
    .selectFrom('drafts')
    .selectAll()
    .where('draft_id', '=', draftId)
    .where('owner', '=', owner)
    .executeTakeFirst();

/** @throws GatewayError NOT_FOUND for what is not there, is somebody else's, or has been filed */
export const readDraft = async (
  { database, keyring }: DraftStore,
  place: Omit<SeenDraft, 'version'>,
): Promise<Draft> => {
  const row = await findDraft(database, place);
  if (row === undefined || !isLive(row)) throw new GatewayError('NOT_FOUND');
  return openDraft(keyring, row);
};

/** One page of what a person keeps. */
export const listDrafts = async (
  { database, keyring }: DraftStore,
  owner: string,
  plan: PagePlan,
): Promise<DraftHeading[]> => {
  const { rows } = await sql<DraftRow>`select draft_id, owner, version, heading, filing_key, created_at, updated_at
    from drafts where owner = ${owner} and content is not null and ${plan.after}
    order by ${plan.order} limit ${plan.fetch}`.execute(database);
  return rows.map((row) => openHeading(keyring, row));
};

interface NewDraft {
  readonly owner: string;
  /** The caller's Idempotency-Key: the same one makes no second draft. */
  readonly idempotencyKey: string;
  readonly form: JsonObject;
  /** ISO 8601 in UTC. */
  readonly at: string;
}

const assertRoom = async (step: Transaction<Tables>, owner: string): Promise<void> => {
  const { kept } = await step
    .selectFrom('drafts')
    .select(({ fn }) => fn.countAll<number>().as('kept'))
    .where('owner', '=', owner)
    .where('content', 'is not', null)
    .executeTakeFirstOrThrow();
  if (kept >= MOST_DRAFTS) throw new GatewayError('TOO_MANY_DRAFTS', { most: MOST_DRAFTS });
};

const filedAs = (row: DraftRow): GatewayError => {
  const { caseId } = JSON.parse(row.filed ?? '{}') as { caseId?: string };
  return new GatewayError('DRAFT_FILED', caseId === undefined ? {} : { caseId });
};

/**
 * Keeps a new draft, or finds the one that the same request has made before.
 *
 * @throws GatewayError TOO_MANY_DRAFTS, PAYLOAD_TOO_LARGE, IDEMPOTENCY_KEY_REUSED for another form, DRAFT_FILED
 */
export const createDraft = ({ database, keyring }: DraftStore, draft: NewDraft): Promise<Draft> => {
  const { owner, idempotencyKey, form, at } = draft;
  const digest = keyring.digest('request-digest', Buffer.from(canonicalJson(['drafts', form])));
  const id = keyring.digest('draft-id', Buffer.from(canonicalJson([owner, idempotencyKey]))).slice(0, 32);
  const place = { draftId: `draft-${id}`, version: 1 };
  return database.transaction().execute(async (step) => {
    // One person's requests take turns, or together they would pass the bound.
    await sql`select pg_advisory_xact_lock(hashtextextended(${owner}, 0))`.execute(step);
    const earlier = await findDraft(step, { owner, draftId: place.draftId });
    if (earlier !== undefined && earlier.created_digest !== digest) throw new GatewayError('IDEMPOTENCY_KEY_REUSED');
    if (earlier !== undefined && !isLive(earlier)) throw filedAs(earlier);
    if (earlier !== undefined) return openDraft(keyring, earlier);
    await assertRoom(step, owner);
    const row = { draft_id: place.draftId, owner, version: 1, created_digest: digest, filing_key: null, filed: null };
    const times = { created_at: at, updated_at: at };
    const values = { ...row, ...times, ...encryptDraft(keyring, place, form) };
    await step.insertInto('drafts').values(values).execute();
    return openDraft(keyring, values);
  });
};

/** The row of a draft, kept from others until the step is over, if it is the version that was seen. */
const takeSeen = async (step: Transaction<Tables>, seen: SeenDraft): Promise<LiveRow> => {
  await sql`select 1 from drafts where draft_id = ${seen.draftId} for update`.execute(step);
  const row = await findDraft(step, seen);
  if (row === undefined || !isLive(row)) throw new GatewayError('NOT_FOUND');
  if (row.filing_key !== null) throw new GatewayError('DRAFT_BEING_FILED');
  if (row.version !== seen.version) throw new GatewayError('DRAFT_CHANGED', { version: row.version });
  return row;
};

/**
 * Puts another form in place of the version that was seen.
 *
 * @throws GatewayError NOT_FOUND, DRAFT_CHANGED, DRAFT_BEING_FILED, PAYLOAD_TOO_LARGE
 */
export const reviseDraft = (
  { database, keyring }: DraftStore,
  seen: SeenDraft,
  { form, at }: Pick<NewDraft, 'form' | 'at'>,
): Promise<Draft> =>
  database.transaction().execute(async (step) => {
    const row = await takeSeen(step, seen);
    const version = row.version + 1;
    const values = { version, updated_at: at, ...encryptDraft(keyring, { draftId: seen.draftId, version }, form) };
    await step.updateTable('drafts').set(values).where('draft_id', '=', seen.draftId).execute();
    return openDraft(keyring, { ...row, ...values });
  });

/** @throws GatewayError NOT_FOUND, DRAFT_CHANGED, DRAFT_BEING_FILED */
export const discardDraft = ({ database }: DraftStore, seen: SeenDraft): Promise<void> =>
  database.transaction().execute(async (step) => {
    await takeSeen(step, seen);
    await step.deleteFrom('drafts').where('draft_id', '=', seen.draftId).execute();
  });
