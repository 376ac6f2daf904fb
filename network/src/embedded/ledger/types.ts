// SPDX-License-Identifier: Apache-2.0

/** Where a value was written: block number and index of the transaction in that block. */
export interface Version {
  readonly block: number;
  readonly tx: number;
}

/** One named metadata value of a key; Fabric uses only `VALIDATION_PARAMETER` (the key-level policy). */
export interface MetadataEntry {
  readonly name: string;
  readonly value: Buffer;
}

/** A committed value. */
export interface StateEntry {
  readonly value: Buffer;
  readonly version: Version;
  /** Sorted by name; empty where the key has no metadata. */
  readonly metadata: readonly MetadataEntry[];
}

export interface KeyedEntry extends StateEntry {
  readonly key: string;
}

/** Walks a key range in UTF-8 byte order. */
export interface StateCursor {
  next(): Promise<KeyedEntry | undefined>;
  close(): Promise<void>;
}

/** One write of a key by a valid transaction. */
export interface HistoryItem {
  readonly block: number;
  readonly tx: number;
}

/** A consistent view of the committed state at one height. Must be closed. */
export interface ReadView {
  /** Number of committed blocks: the next block's number. */
  readonly height: number;
  get(namespace: string, key: string): StateEntry | undefined;
  /** Start inclusive, end exclusive; an empty end means the end of the namespace. */
  range(namespace: string, start: string, end: string): StateCursor;
  /** Newest first. */
  history(namespace: string, key: string): AsyncIterable<HistoryItem>;
  /** True where a committed block holds this transaction id, valid or not. */
  hasTransaction(txId: string): boolean;
  close(): Promise<void>;
}

/** What a block does to one key; an absent value deletes it together with its metadata. */
export interface StateUpdate {
  readonly namespace: string;
  readonly key: string;
  readonly value?: Buffer;
  readonly metadata: readonly MetadataEntry[];
  readonly version: Version;
}

export interface TransactionRecord {
  /** Empty where the envelope could not be read. */
  readonly txId: string;
  readonly code: number;
}

export interface HistoryWrite {
  readonly namespace: string;
  readonly key: string;
  readonly tx: number;
}

/** One block with everything derived from it, written as one synchronous batch. */
export interface BlockCommit {
  readonly number: number;
  /** Serialized `common.Block`, metadata complete. */
  readonly block: Buffer;
  readonly headerHash: Buffer;
  readonly commitHash: Buffer;
  readonly updates: readonly StateUpdate[];
  readonly transactions: readonly TransactionRecord[];
  readonly history: readonly HistoryWrite[];
}

export interface TransactionStatus {
  readonly code: number;
  readonly block: number;
  readonly tx: number;
}

/** Blocks, state, history and indexes of one channel. */
export interface Store {
  /** Number of committed blocks. */
  readonly height: number;
  /** Header hash of the last block; empty at height 0. */
  readonly lastHeaderHash: Buffer;
  readonly lastCommitHash: Buffer;
  snapshot(): ReadView;
  /** Resolves once the batch is on disk. Refuses a block that is not the next one. */
  commit(commit: BlockCommit): Promise<void>;
  /**
   * Opens the files anew after a block could not be written: what LevelDB had of it is there wholly, and counts, or not
   * at all. Reads go on until then, and fail for the moment that it takes.
   * @returns false where there is no room yet
   * @throws LedgerError STORE_DAMAGED, STORE_UNREADABLE
   */
  reopen(): Promise<boolean>;
  /** Serialized block, or undefined at or above the height. */
  block(number: number): Buffer | undefined;
  blockByHash(headerHash: Uint8Array): Buffer | undefined;
  /** The first commit of this id; undefined if it is in no block. */
  transactionStatus(txId: string): TransactionStatus | undefined;
  close(): Promise<void>;
}
