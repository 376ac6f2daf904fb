// SPDX-License-Identifier: Apache-2.0
import type { JsonValue, RegistryError } from '@registry/chaincode/protocol';

/** The chaincode said no. Final: asking again gives the same answer. */
export class LedgerRefusal extends Error {
  override readonly name = 'LedgerRefusal';
  readonly refusal: RegistryError;

  constructor(refusal: RegistryError) {
    super(`The ledger refused: ${refusal.code}`, { cause: refusal });
    this.refusal = refusal;
  }
}

/** The transaction was sent, and nobody could say whether a block holds it. Its id asks again. */
export class CommitUnknown extends Error {
  override readonly name = 'CommitUnknown';
  readonly transactionId: string;
  /** Hidden, so that no log shows it. */
  readonly #answer: JsonValue | undefined;

  constructor(details: { transactionId: string; answer?: JsonValue; cause?: unknown }) {
    super(`It is unknown whether ${details.transactionId} was committed`, { cause: details.cause });
    this.transactionId = details.transactionId;
    this.#answer = details.answer;
  }

  /** What was endorsed: the answer, if a block turns out to hold the transaction as valid. */
  get answer(): JsonValue | undefined {
    return this.#answer;
  }
}

/** The transaction stands in a block as invalid, and further attempts did not help. */
export class CommitFailed extends Error {
  override readonly name = 'CommitFailed';
  readonly transactionId: string;
  /** Fabric's validation code, such as `MVCC_READ_CONFLICT`. */
  readonly code: string;

  constructor(details: { transactionId: string; code: string; cause?: unknown }) {
    super(`${details.transactionId} was committed as ${details.code}`, { cause: details.cause });
    this.transactionId = details.transactionId;
    this.code = details.code;
  }
}

/** The ledger cannot be reached or cannot endorse now. Nothing was sent to be written. */
export class LedgerUnavailable extends Error {
  override readonly name = 'LedgerUnavailable';
  /** The gRPC status, such as `UNAVAILABLE` or `DEADLINE_EXCEEDED`. */
  readonly reason: string;

  constructor(details: { reason: string; cause?: unknown }) {
    super(`The ledger is not available: ${details.reason}`, { cause: details.cause });
    this.reason = details.reason;
  }
}

/** More calls are under way than may wait. Nothing was sent. */
export class LedgerBusy extends Error {
  override readonly name = 'LedgerBusy';
  readonly retryAfterSeconds: number;

  constructor(details: { retryAfterSeconds: number }) {
    super('Too many calls to the ledger are under way');
    this.retryAfterSeconds = details.retryAfterSeconds;
  }
}

/** What the ledger sent contradicts itself: a broken hash chain, or bytes that are no block. Someone must act. */
export class LedgerCorrupt extends Error {
  override readonly name = 'LedgerCorrupt';
  readonly blockNumber: number;

  constructor(details: { blockNumber: number; reason: string; cause?: unknown }) {
    super(`Block ${details.blockNumber}: ${details.reason}`, { cause: details.cause });
    this.blockNumber = details.blockNumber;
  }
}
