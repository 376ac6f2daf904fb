// SPDX-License-Identifier: Apache-2.0
import type { Database } from '../../database/openDatabase';
import type { Caller } from '../../http/requestContext';
import type { Projector } from '../../projections/projector';
import type { Sealing } from '../../sealing/port';

/** How much of a case somebody sees: with sealed values opened, as the ledger's members hold it, or nothing. */
export type CaseSight = 'FULL' | 'LEDGER' | 'NONE';

export interface InboxDeps {
  readonly database: Database;
  readonly sealing: Sealing;
  readonly projector: Pick<Projector, 'waitFor'>;
  readonly sightOfCase: (caller: Caller, caseId: string) => Promise<CaseSight>;
  /** Milliseconds that an answer waits for its own block, so that what follows reads what was written. */
  readonly readYourWritesMs: number;
}
