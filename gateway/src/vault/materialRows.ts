// SPDX-License-Identifier: Apache-2.0
import type { Database } from '../database/openDatabase';
import type { Fingerprint } from './fingerprint';
import type { Keyring } from './keyring';
import type { HeldMaterial } from './port';
import { SEGMENT_BYTES } from './segments';

/** What the database says of a file only in encrypted form: a name may be personal, a digest tells a known file. */
type Description = Pick<HeldMaterial, 'name' | 'sha256' | 'sm3' | 'merkleRoot' | 'sketch'>;

interface Rows {
  readonly database: Database;
  readonly keyring: Keyring;
}

export interface NewBlob {
  readonly blobId: string;
  readonly address: string;
  readonly key: Uint8Array;
  readonly bytes: number;
}

/**
 * Records a blob unless one with the same content is there.
 *
 * @returns the id of the blob that now stands for the content
 */
export async function claimAddress({ database, keyring }: Rows, blob: NewBlob): Promise<string> {
  const { blobId, address, key, bytes } = blob;
  const wrapped_key = keyring.encrypt('file-key', blobId, key);
  await database
    .insertInto('blobs')
    .values({ blob_id: blobId, address, wrapped_key, bytes, created_at: new Date() })
    .onConflict((conflict) => conflict.column('address').doNothing())
    .execute();
  const found = await database
    .selectFrom('blobs')
    .select('blob_id')
    .where('address', '=', address)
    .executeTakeFirstOrThrow();
  return found.blob_id;
}

export interface NewMaterial {
  readonly docId: string;
  readonly blobId: string;
  readonly uploader: string;
  readonly mime: string;
  readonly name: string;
  readonly fingerprint: Fingerprint;
}

/** The row of the same file by the same person stays as it is, so that an upload can be repeated. */
export async function recordMaterial({ database, keyring }: Rows, material: NewMaterial): Promise<string> {
  const { docId, blobId, uploader, mime, name, fingerprint } = material;
  const { sha256, sm3, merkleRoot, sketch } = fingerprint;
  const description: Description = { name, sha256, sm3, merkleRoot, ...(sketch && { sketch }) };
  const encrypted = keyring.encrypt('material', docId, Buffer.from(JSON.stringify(description)));
  await database
    .insertInto('materials')
    .values({ doc_id: docId, blob_id: blobId, uploader, mime, description: encrypted, created_at: new Date() })
    .onConflict((conflict) => conflict.columns(['uploader', 'blob_id']).doNothing())
    .execute();
  const found = await database
    .selectFrom('materials')
    .select('doc_id')
    .where('uploader', '=', uploader)
    .where('blob_id', '=', blobId)
    .executeTakeFirstOrThrow();
  return found.doc_id;
}

/** A material with where its bytes are. */
export interface Located {
  readonly material: HeldMaterial;
  readonly blobId: string;
  readonly key: Uint8Array;
}

interface MaterialRow {
  readonly doc_id: string;
  readonly blob_id: string;
  readonly uploader: string;
  readonly mime: string;
  readonly description: Uint8Array;
  readonly wrapped_key: Uint8Array;
  readonly bytes: number;
}

const selectMaterials = async (database: Database, docIds: readonly string[]): Promise<MaterialRow[]> =>
  database
    .selectFrom('materials')
    .innerJoin('blobs', 'blobs.blob_id', 'materials.blob_id')
    .select(['doc_id', 'materials.blob_id', 'uploader', 'mime', 'description', 'wrapped_key', 'bytes'])
    .where('doc_id', 'in', docIds)
    .execute();

function materialOf(keyring: Keyring, row: MaterialRow): HeldMaterial {
  const { doc_id: docId, uploader, mime, bytes } = row;
  const description = JSON.parse(keyring.decrypt('material', docId, row.description).toString()) as Description;
  return { docId, ...description, chunkBytes: SEGMENT_BYTES, bytes, mime, uploader };
}

/** @returns undefined for a document that this vault does not hold */
export async function locate({ database, keyring }: Rows, docId: string): Promise<Located | undefined> {
  const [row] = await selectMaterials(database, [docId]);
  if (!row) return undefined;
  const key = keyring.decrypt('file-key', row.blob_id, row.wrapped_key);
  return { material: materialOf(keyring, row), blobId: row.blob_id, key };
}

/** Those of the documents that this vault holds. */
export async function locateAll({ database, keyring }: Rows, docIds: readonly string[]): Promise<HeldMaterial[]> {
  if (docIds.length === 0) return [];
  return (await selectMaterials(database, docIds)).map((row) => materialOf(keyring, row));
}

/** Ids of all blobs that the database knows. */
export async function knownBlobs({ database }: Pick<Rows, 'database'>): Promise<Set<string>> {
  const rows = await database.selectFrom('blobs').select('blob_id').execute();
  return new Set(rows.map((row) => row.blob_id));
}
