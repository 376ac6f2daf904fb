// SPDX-License-Identifier: Apache-2.0
import { RangeSummary } from './rangeSummary';
import type { KeyRead, KeyWrite, MetadataWrite, NamespaceSet, RangeRead } from './readWriteSet';
import { sortedByKey } from './utf8';

/** A range query under way; what it protects grows with every row taken. */
export class RecordedRange {
  readonly #start: string;
  readonly #requestedEnd: string;
  readonly #summary = new RangeSummary();
  #end = '';
  #exhausted = false;

  constructor(start: string, end: string) {
    this.#start = start;
    this.#requestedEnd = end;
  }

  took(row: KeyRead): void {
    this.#summary.add(row);
    this.#end = row.key;
  }

  exhausted(): void {
    this.#exhausted = true;
    this.#end = this.#requestedEnd;
  }

  finish(): RangeRead {
    return { start: this.#start, end: this.#end, exhausted: this.#exhausted, ...this.#summary.finish() };
  }
}

/** Ranges with the same bounds are recorded once, the first one. */
const distinctRanges = (ranges: readonly RecordedRange[]): RangeRead[] => {
  const known = new Map<string, RangeRead>();
  for (const range of ranges) {
    const read = range.finish();
    const bounds = JSON.stringify([read.start, read.end, read.exhausted]);
    if (!known.has(bounds)) known.set(bounds, read);
  }
  return [...known.values()];
};

/** What a transaction did in one namespace so far; the last write of a key wins. */
export class SimulatedNamespace {
  readonly reads = new Map<string, KeyRead>();
  readonly writes = new Map<string, KeyWrite>();
  readonly metadataWrites = new Map<string, MetadataWrite>();
  readonly ranges: RecordedRange[] = [];
  readonly #namespace: string;

  constructor(namespace: string) {
    this.#namespace = namespace;
  }

  writtenKeys(): ReadonlySet<string> {
    return new Set([...this.writes.keys(), ...this.metadataWrites.keys()]);
  }

  finish(): NamespaceSet {
    return {
      namespace: this.#namespace,
      reads: sortedByKey(this.reads),
      ranges: distinctRanges(this.ranges),
      writes: sortedByKey(this.writes),
      metadataWrites: sortedByKey(this.metadataWrites),
      collections: [],
    };
  }
}
