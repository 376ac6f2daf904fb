// SPDX-License-Identifier: Apache-2.0
/** An application that is not filed yet (migration 0010). */
export interface DraftsTable {
  draft_id: string;
  /** Identity key of the only person who may see it. */
  owner: string;
  /** Counts the versions from 1. */
  version: number;
  /** The form, encrypted; null once it has been filed. */
  content: Uint8Array | null;
  /** The product's name, encrypted, for the list. */
  heading: Uint8Array | null;
  /** Keyed digest of the form that it was made with. */
  created_digest: string;
  /** The Idempotency-Key under which it is, or was, being filed. */
  filing_key: string | null;
  /** What the filing was answered, as JSON. */
  filed: string | null;
  created_at: string;
  updated_at: string;
}

export interface DraftTables {
  drafts: DraftsTable;
}
