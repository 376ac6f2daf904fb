// SPDX-License-Identifier: Apache-2.0
import { partyOfKey, partyOfUscc } from '@registry/chaincode/protocol';
import type { Kysely } from 'kysely';
import type { Database } from '../../database/openDatabase';
import type { Tables } from '../../database/tables';
import type { Caller } from '../../http/requestContext';
import { findCase } from './readCases';
import type { FoundCase } from './readCases';
import { sightOf } from './visibility';

interface Uploader {
  readonly identityKey: string;
  readonly uscc: string | undefined;
}

const findUploaders = async (
  database: Kysely<Tables>,
  docIds: readonly string[],
): Promise<ReadonlyMap<string, Uploader>> => {
  if (docIds.length === 0) return new Map();
  const rows = await database
    .selectFrom('materials')
    .leftJoin('users', 'users.identity_key', 'materials.uploader')
    .select(['doc_id', 'materials.uploader', 'users.uscc'])
    .where('doc_id', 'in', docIds)
    .execute();
  return new Map(rows.map((row) => [row.doc_id, { identityKey: row.uploader, uscc: row.uscc ?? undefined }]));
};

/**
 * A filing names documents as its applicant likes. Only a document that came from somebody of the case belongs to it;
 * otherwise naming a stranger's document would open it.
 */
const isOfCase = ({ seen }: FoundCase, { identityKey, uscc }: Uploader): boolean => {
  if (seen.parties.includes(partyOfKey(identityKey))) return true;
  if (uscc === undefined) return false;
  return seen.parties.includes(partyOfUscc(uscc)) || uscc === seen.registryUscc || uscc === seen.agencyUscc;
};

/** Whether a document was handed in by the caller, or by somebody of the caller's organization. */
const isOwn = (caller: Caller, { identityKey, uscc }: Uploader): boolean =>
  identityKey === caller.identityKey || (uscc !== undefined && uscc === caller.uscc);

/** Those of the documents that the caller may name in a filing: only what the own organization handed in. */
export const mayNameMaterials = async (
  database: Database,
  caller: Caller,
  docIds: readonly string[],
): Promise<ReadonlySet<string>> => {
  const uploaders = await findUploaders(database, [...new Set(docIds)]);
  return new Set([...uploaders].filter(([, uploader]) => isOwn(caller, uploader)).map(([docId]) => docId));
};

/**
 * Whether the caller may read a document of the vault: the own organization's, or one of a case that the caller sees in
 * full (its parties, its registry's staff, its agency while it examines).
 */
export const mayReadMaterial = async (database: Database, caller: Caller, docId: string): Promise<boolean> => {
  const uploader = (await findUploaders(database, [docId])).get(docId);
  if (uploader === undefined) return false;
  if (isOwn(caller, uploader)) return true;
  const named = await database.selectFrom('case_documents').select('case_id').where('doc_id', '=', docId).execute();
  for (const { case_id } of named) {
    const found = await findCase(database, case_id);
    if (found !== undefined && isOfCase(found, uploader) && sightOf(caller, found.seen) === 'FULL') return true;
  }
  return false;
};
