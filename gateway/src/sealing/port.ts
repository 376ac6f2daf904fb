// SPDX-License-Identifier: Apache-2.0
import type { JsonObject, JsonValue } from '@registry/chaincode/protocol';
import type { Caller } from '../http/requestContext';
import type { Committed } from '../ledger/port';
import type { Place } from './seal';

/** A command in the clear, as the ledger takes it but for its sealed values and its idempotency key. */
export interface ClearCommand {
  readonly caller: Caller;
  readonly contract: string;
  readonly transaction: string;
  /** The whole request without `idempotencyKey`. */
  readonly form: JsonObject;
  /** JSON pointers into `form` of the values to seal. */
  readonly pointers: readonly Place[];
  readonly idempotencyKey: string;
}

/** One line of a batch in the clear. */
export interface ClearLine {
  readonly line: number;
  readonly form: JsonObject;
  readonly pointers: readonly string[];
}

export interface ClearLines {
  readonly caller: Caller;
  /** Of the whole batch; each line is kept under it and its number. */
  readonly idempotencyKey: string;
  readonly lines: readonly ClearLine[];
}

/** One line of a batch as the ledger takes it. */
export interface SealedLine {
  readonly line: number;
  /** Absent where another form stands under the same key and line. */
  readonly form?: JsonObject;
  /** Whether it was here before: then an earlier transaction may have written it. */
  readonly isRepeated: boolean;
  /** Why it must not be sent now: an earlier transaction with it may still be committed. */
  readonly problem?: Error;
}

export interface Sealing {
  /** Seals the lines of a batch and keeps their openings; the same line with the same form has the same salts again. */
  sealLines(batch: ClearLines): Promise<readonly SealedLine[]>;
  /** Notes that nobody knows whether a transaction with these lines was committed: they wait until that is known. */
  noteUnknownLines(
    batch: Pick<ClearLines, 'caller' | 'idempotencyKey'>,
    lines: readonly number[],
    transactionId: string,
  ): Promise<void>;
  /**
   * Seals a command, keeps its openings, and submits it. The same key with the same form sends the same salts again;
   * while the fate of an earlier attempt is unknown, no second transaction is sent.
   *
   * @throws GatewayError IDEMPOTENCY_KEY_REUSED for the same key with another form
   * @throws LedgerRefusal, CommitUnknown, CommitFailed, LedgerUnavailable, LedgerBusy
   */
  submitSealed(command: ClearCommand): Promise<Committed>;
  /**
   * Replaces each sealed value by its clear value where this gateway holds the opening; the others stay as they are.
   * Whether the viewer may see them is for the caller to have decided.
   */
  reveal(value: JsonValue): Promise<JsonValue>;
}
