// SPDX-License-Identifier: Apache-2.0
import type { Database } from '../../database/openDatabase';
import type { Caller } from '../../http/requestContext';
import type { LedgerPort } from '../../ledger/port';
import type { Projector } from '../../projections/projector';
import type { Sealing } from '../../sealing/port';
import type { HeldMaterial } from '../../vault/port';

/** A document that a form names, and where. */
export interface NamedDocument {
  readonly path: string;
  readonly docId: string;
}

export interface ObjectionsDeps {
  readonly database: Database;
  readonly ledger: Pick<LedgerPort, 'evaluate'>;
  readonly sealing: Sealing;
  readonly projector: Pick<Projector, 'waitFor'>;
  /** Finds documents that the caller may name; those that are missing or somebody else's are refused together. */
  readonly findDocuments: (
    caller: Caller,
    named: readonly NamedDocument[],
  ) => Promise<ReadonlyMap<string, HeldMaterial>>;
  /** Milliseconds that an answer waits for its own block, so that what follows reads what was written. */
  readonly readYourWritesMs: number;
}
