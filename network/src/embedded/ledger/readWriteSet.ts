// SPDX-License-Identifier: Apache-2.0
import type { MetadataEntry, Version } from './types';

/** A key that was read; no version where it was absent. */
export interface KeyRead {
  readonly key: string;
  readonly version: Version | undefined;
}

export interface KeyWrite {
  readonly key: string;
  readonly isDelete: boolean;
  readonly value: Buffer;
}

/** Replaces all metadata of a key; no entries remove it. */
export interface MetadataWrite {
  readonly key: string;
  readonly entries: readonly MetadataEntry[];
}

/** Stands for more than `maxDegree` rows of a range. */
export interface MerkleSummary {
  readonly maxDegree: number;
  readonly maxLevel: number;
  readonly hashes: readonly Buffer[];
}

/** A range that was read, from `start` up to and without `end`; not exhausted: up to and with it. */
export interface RangeRead {
  readonly start: string;
  readonly end: string;
  readonly exhausted: boolean;
  readonly rows: readonly KeyRead[];
  /** Present instead of rows where there are many. */
  readonly summary: MerkleSummary | undefined;
}

/** What a transaction read and wrote in one namespace. */
export interface NamespaceSet {
  readonly namespace: string;
  readonly reads: readonly KeyRead[];
  readonly ranges: readonly RangeRead[];
  readonly writes: readonly KeyWrite[];
  readonly metadataWrites: readonly MetadataWrite[];
  /** Names of private data collections touched; this engine refuses transactions that have any. */
  readonly collections: readonly string[];
}

/** A write without a value is a delete, whatever it says. */
export const isDeletion = (write: KeyWrite): boolean => write.isDelete || write.value.length === 0;
