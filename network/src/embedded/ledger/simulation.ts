// SPDX-License-Identifier: Apache-2.0
import type { MetadataEntry } from './types';

export interface QueryRow {
  readonly key: string;
  readonly value: Buffer;
}

/** An open range query; every row taken is recorded for the phantom check. */
export interface RangeQuery {
  next(): Promise<QueryRow | undefined>;
  /** The key after the last row of the page; empty where the range ended. Paged queries only. */
  bookmark(): Promise<string>;
  close(): Promise<void>;
}

export interface RangeRequest {
  readonly namespace: string;
  readonly start: string;
  readonly end: string;
  /** Present for a paged query: at most this many rows. */
  readonly pageSize?: number;
}

/** What a simulation did, as `rwset.TxReadWriteSet`. */
export interface SimulationResults {
  readonly readWriteSet: Buffer;
  /** Keys written (value or metadata) by namespace, for endorsement planning. */
  readonly writtenKeys: ReadonlyMap<string, ReadonlySet<string>>;
}

/** One transaction's view of the ledger: reads are recorded, writes collected and never read back. */
export interface Simulator {
  get(namespace: string, key: string): Buffer | undefined;
  put(namespace: string, key: string, value: Uint8Array): void;
  del(namespace: string, key: string): void;
  getMetadata(namespace: string, key: string): readonly MetadataEntry[];
  putMetadata(namespace: string, key: string, entry: MetadataEntry): void;
  /** @throws LedgerError SIMULATION_REFUSED with Fabric's text, e.g. for a paged query after a write. */
  range(request: RangeRequest): RangeQuery;
  /** Closes every open range. May be called once. */
  results(): Promise<SimulationResults>;
}
