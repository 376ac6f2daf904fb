// SPDX-License-Identifier: Apache-2.0
import type { DomainEvent, JsonValue, LedgerRecord } from '@registry/chaincode/protocol';

/** A person or service as the ledger sees it. `sign` answers a DER signature with low S over SHA-256 of the message. */
export interface LedgerIdentity {
  readonly mspId: string;
  /** PEM, exactly as the creator of every proposal. */
  readonly certificate: string;
  sign(message: Uint8Array): Uint8Array;
}

/** One transaction function with its one argument. */
export interface Call {
  readonly identity: LedgerIdentity;
  readonly contract: string;
  readonly transaction: string;
  readonly request: JsonValue;
}

/** A transaction that stands in a block as valid. */
export interface Committed {
  readonly answer: JsonValue;
  readonly transactionId: string;
  readonly blockNumber: number;
  /** As in its fate. */
  readonly hasEvents?: boolean;
}

/** What became of a transaction; `validationCode` in Fabric's words, such as `VALID` or `MVCC_READ_CONFLICT`. */
export interface TransactionFate {
  readonly validationCode: string;
  readonly blockNumber: number;
  /** Whether it told of anything, which a repeated request does not; absent where only its status is known. */
  readonly hasEvents?: boolean;
}

export interface CommittedTransaction {
  readonly transactionId: string;
  /** Place in its block, from 0. */
  readonly index: number;
  readonly validationCode: string;
  /** The proposal's timestamp, as the client set it; empty where the transaction bears none. */
  readonly time: string;
  /** Of a valid transaction, the domain events that its chaincode event carries; of any other, none. */
  readonly events: readonly DomainEvent[];
  /** Of a valid transaction, the records that it wrote, in the order of their keys. */
  readonly records: readonly LedgerRecord[];
}

export interface CommittedBlock {
  readonly number: number;
  /** SHA-256 of the header, 64 hexadecimal digits; the next block's `previousHash`. */
  readonly hash: string;
  readonly previousHash: string;
  readonly transactions: readonly CommittedTransaction[];
}

/** The one door to the ledger. Nothing above it knows which client library or engine is behind. */
export interface LedgerPort {
  /**
   * Asks without writing.
   *
   * @throws LedgerRefusal, LedgerUnavailable, LedgerBusy
   */
  evaluate(call: Call): Promise<JsonValue>;
  /**
   * Writes, and answers once the transaction is valid in a block.
   *
   * @throws LedgerRefusal, CommitUnknown, CommitFailed, LedgerUnavailable, LedgerBusy
   */
  submit(call: Call): Promise<Committed>;
  /**
   * What became of a transaction, or undefined while no block holds it.
   *
   * @throws LedgerUnavailable, LedgerBusy
   */
  transaction(identity: LedgerIdentity, transactionId: string): Promise<TransactionFate | undefined>;
  /**
   * Blocks from a number on, for ever: it waits for new ones and resumes by itself after a lost stream. Each block's
   * data hash, and its link to the one before it, are checked.
   *
   * @throws LedgerCorrupt when a block does not follow from the one before it
   */
  blocks(from: number, signal: AbortSignal): AsyncIterable<CommittedBlock>;
  /**
   * The number of blocks on the ledger.
   *
   * @throws LedgerUnavailable
   */
  height(): Promise<number>;
  close(): void;
}
