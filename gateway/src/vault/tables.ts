// SPDX-License-Identifier: Apache-2.0
import type { ColumnType } from 'kysely';

type Moment = ColumnType<Date, Date, Date>;

/** An encrypted file on disk, found by a keyed digest of its content (migration 0003). */
export interface BlobsTable {
  blob_id: string;
  address: string;
  wrapped_key: Uint8Array;
  bytes: number;
  created_at: Moment;
}

/** A file as somebody handed it in. */
export interface MaterialsTable {
  doc_id: string;
  blob_id: string;
  uploader: string;
  mime: string;
  /** Name and digests, encrypted. */
  description: Uint8Array;
  created_at: Moment;
}

export interface VaultTables {
  blobs: BlobsTable;
  materials: MaterialsTable;
}
