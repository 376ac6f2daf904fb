// SPDX-License-Identifier: Apache-2.0
import { encodeReadWriteSet } from './encodeReadWriteSet';
import { LedgerError } from './errors';
import { lifecycleNamespace, sequenceKey } from './lifecycle';
import { RecordedRange, SimulatedNamespace } from './simulatedNamespace';
import type { QueryRow, RangeQuery, RangeRequest, SimulationResults, Simulator } from './simulation';
import type { MetadataEntry, ReadView, StateCursor, StateEntry } from './types';
import { sortedByKey } from './utf8';

export interface SimulationRequest {
  readonly view: ReadView;
  /** The chaincode invoked: its definition's sequence is read first. */
  readonly chaincode: string;
  readonly txId: string;
}

const nothing = Buffer.alloc(0);

/** Counts out one page and tells where the next begins. */
class PagedCursor implements RangeQuery {
  readonly #cursor: StateCursor;
  readonly #range: RecordedRange;
  #left: number;

  constructor(cursor: StateCursor, range: RecordedRange, pageSize: number) {
    this.#cursor = cursor;
    this.#range = range;
    this.#left = pageSize;
  }

  async next(): Promise<QueryRow | undefined> {
    const entry = this.#left > 0 ? await this.#cursor.next() : undefined;
    if (entry === undefined) {
      // A full page also counts as read to the end of the range: so do peers.
      this.#range.exhausted();
      return undefined;
    }
    this.#left--;
    this.#range.took(entry);
    return { key: entry.key, value: entry.value };
  }

  async bookmark(): Promise<string> {
    return (await this.#cursor.next())?.key ?? '';
  }

  close(): Promise<void> {
    return this.#cursor.close();
  }
}

class LedgerSimulator implements Simulator {
  readonly #view: ReadView;
  readonly #txId: string;
  readonly #namespaces = new Map<string, SimulatedNamespace>();
  readonly #cursors: StateCursor[] = [];
  #wrote = false;
  #paged = false;
  #done = false;

  constructor({ view, chaincode, txId }: SimulationRequest) {
    this.#view = view;
    this.#txId = txId;
    this.#read(lifecycleNamespace, sequenceKey(chaincode));
  }

  get(namespace: string, key: string): Buffer | undefined {
    return this.#read(namespace, key)?.value;
  }

  getMetadata(namespace: string, key: string): readonly MetadataEntry[] {
    return this.#read(namespace, key)?.metadata ?? [];
  }

  put(namespace: string, key: string, value: Uint8Array): void {
    // Protobuf cannot tell an empty value from none, so an empty one is a delete.
    this.#write(namespace).writes.set(key, { key, isDelete: value.length === 0, value: Buffer.from(value) });
  }

  del(namespace: string, key: string): void {
    this.#write(namespace).writes.set(key, { key, isDelete: true, value: nothing });
  }

  putMetadata(namespace: string, key: string, entry: MetadataEntry): void {
    this.#write(namespace).metadataWrites.set(key, { key, entries: [entry] });
  }

  range({ namespace, start, end, pageSize }: RangeRequest): RangeQuery {
    this.#checkOpen();
    if (pageSize !== undefined) this.#page();
    const range = new RecordedRange(start, end);
    this.#namespace(namespace).ranges.push(range);
    const cursor = this.#view.range(namespace, start, end);
    this.#cursors.push(cursor);
    // Zero means no limit to a peer.
    return new PagedCursor(cursor, range, pageSize === undefined || pageSize === 0 ? Infinity : pageSize);
  }

  async results(): Promise<SimulationResults> {
    this.#checkOpen();
    this.#done = true;
    await Promise.all(this.#cursors.map((cursor) => cursor.close()));
    return {
      readWriteSet: encodeReadWriteSet(sortedByKey(this.#namespaces).map((namespace) => namespace.finish())),
      writtenKeys: new Map([...this.#namespaces].map(([name, namespace]) => [name, namespace.writtenKeys()])),
    };
  }

  #read(namespace: string, key: string): StateEntry | undefined {
    this.#checkOpen();
    const entry = this.#view.get(namespace, key);
    this.#namespace(namespace).reads.set(key, { key, version: entry?.version });
    return entry;
  }

  #write(namespace: string): SimulatedNamespace {
    this.#checkOpen();
    if (this.#paged) this.#refuse('Transaction has already performed a paginated query. Writes are not allowed');
    this.#wrote = true;
    return this.#namespace(namespace);
  }

  #page(): void {
    if (this.#wrote) this.#refuse('Paginated queries are supported only in a read-only transaction');
    this.#paged = true;
  }

  #namespace(name: string): SimulatedNamespace {
    const known = this.#namespaces.get(name);
    if (known !== undefined) return known;
    const fresh = new SimulatedNamespace(name);
    this.#namespaces.set(name, fresh);
    return fresh;
  }

  #checkOpen(): void {
    if (this.#done)
      throw new LedgerError('SIMULATION_REFUSED', 'this instance should not be used after calling Done()');
  }

  /** The spelling is Fabric's. */
  #refuse(why: string): never {
    throw new LedgerError('SIMULATION_REFUSED', `txid [${this.#txId}]: unsuppored transaction. ${why}`);
  }
}

/** Simulates one transaction against a view; the view stays the caller's to close. */
export const newSimulator = (request: SimulationRequest): Simulator => new LedgerSimulator(request);
