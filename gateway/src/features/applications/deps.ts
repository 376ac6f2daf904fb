// SPDX-License-Identifier: Apache-2.0
import type { Database } from '../../database/openDatabase';
import type { LedgerPort } from '../../ledger/port';
import type { Projector } from '../../projections/projector';
import type { Sealing } from '../../sealing/port';
import type { Vault } from '../../vault/port';

export interface ApplicationsDeps {
  readonly database: Database;
  readonly ledger: Pick<LedgerPort, 'evaluate'>;
  readonly sealing: Sealing;
  readonly vault: Pick<Vault, 'findAll'>;
  readonly projector: Pick<Projector, 'waitFor' | 'height'>;
  /** USCC of the registry that this gateway belongs to. */
  readonly registryUscc: string;
  /** Milliseconds that an answer waits for its own block, so that what follows reads what was written. */
  readonly readYourWritesMs: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}
