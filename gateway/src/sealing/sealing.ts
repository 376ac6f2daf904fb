// SPDX-License-Identifier: Apache-2.0
import type { Database } from '../database/openDatabase';
import { CommitUnknown } from '../ledger/errors';
import type { Committed, LedgerPort } from '../ledger/port';
import type { Keyring } from '../vault/keyring';
import { noteUnknown, sealedRequestFor } from './commandRequests';
import { isStillOpen, type Earlier } from './earlier';
import { keyOfLine, noteUnknownLines } from './earlierLines';
import { findOpenings, withOpenings } from './openings';
import type { ClearCommand, Sealing } from './port';
import { sealLines } from './sealLines';

export interface SealingOptions {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly ledger: Pick<LedgerPort, 'submit' | 'transaction'>;
}

/** While nobody can say whether the earlier transaction was written, no other one is sent in its place. */
async function awaitEarlier(options: SealingOptions, command: ClearCommand, earlier: Earlier): Promise<void> {
  const { transactionId } = earlier;
  if (await isStillOpen(options.ledger, command.caller.identity, earlier)) throw new CommitUnknown({ transactionId });
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
    noteUnknownLines: (batch, lines, transactionId) => {
      const keys = lines.map((line) => keyOfLine(batch, line));
      return noteUnknownLines(options.database, { ...batch, keys }, transactionId);
    },
    submitSealed: (command) => submitSealed(options, command),
    reveal: async (value) => withOpenings(value, await findOpenings(options, value)),
  };
}
