// SPDX-License-Identifier: Apache-2.0
import type { Database } from '../database/openDatabase';
import { CommitUnknown } from '../ledger/errors';
import type { Committed, LedgerPort } from '../ledger/port';
import type { Keyring } from '../vault/keyring';
import { noteUnknown, sealedRequestFor } from './commandRequests';
import { findOpenings, withOpenings } from './openings';
import type { ClearCommand, Sealing } from './port';
import { sealLines } from './sealLines';

export interface SealingOptions {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly ledger: Pick<LedgerPort, 'submit' | 'transaction'>;
}

/** Until then nothing else is sent. Later a lost transaction may be replaced: the ledger takes the key only once. */
const PATIENCE = 60_000;

interface Earlier {
  readonly transactionId: string;
  readonly since: Date;
}

/** While nobody can say whether the earlier transaction was written, no other one is sent in its place. */
async function awaitEarlier(options: SealingOptions, command: ClearCommand, earlier: Earlier): Promise<void> {
  const { transactionId, since } = earlier;
  const fate = await options.ledger.transaction(command.caller.identity, transactionId);
  if (!fate && Date.now() - since.getTime() < PATIENCE) throw new CommitUnknown({ transactionId });
  await noteUnknown(options, command, null);
}

/** If the earlier transaction was valid, the ledger answers by the same key as it did then, and writes nothing. */
async function submitSealed(options: SealingOptions, command: ClearCommand): Promise<Committed> {
  const { request, unknown } = await sealedRequestFor(options, command);
  if (unknown) await awaitEarlier(options, command, unknown);
  const { contract, transaction, caller } = command;
  try {
    return await options.ledger.submit({ identity: caller.identity, contract, transaction, request });
  } catch (error) {
    if (error instanceof CommitUnknown) await noteUnknown(options, command, error.transactionId);
    throw error;
  }
}

/** Sealing with its openings in the database, encrypted. */
export function newSealing(options: SealingOptions): Sealing {
  return {
    sealLines: (batch) => sealLines(options, batch),
    submitSealed: (command) => submitSealed(options, command),
    reveal: async (value) => withOpenings(value, await findOpenings(options, value)),
  };
}
