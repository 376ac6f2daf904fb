// SPDX-License-Identifier: Apache-2.0
import type { KeyedEntry, StateCursor } from '../types';
import { storeError, type Database, type Snapshot } from './database';
import { decodeState, keyOfState, stateKey, stateRangeEnd, unseal } from './records';

export interface CursorRequest {
  readonly database: Database;
  readonly snapshot: Snapshot;
  readonly namespace: string;
  readonly start: string;
  readonly end: string;
}

const batchSize = 128;

const openIterator = ({
  database,
  namespace,
  start,
  end,
  snapshot,
}: CursorRequest): ReturnType<typeof database.iterator<Buffer, Buffer>> =>
  database.iterator<Buffer, Buffer>({ gte: stateKey(namespace, start), lt: stateRangeEnd(namespace, end), snapshot });

/** Reads a range in batches; LevelDB's order is that of the keys' UTF-8 bytes. */
export class LevelCursor implements StateCursor {
  readonly #folder: string;
  readonly #namespace: string;
  readonly #iterator: ReturnType<typeof openIterator>;
  #batch: readonly [Buffer, Buffer][] = [];
  #at = 0;

  constructor(request: CursorRequest) {
    this.#folder = request.database.location;
    this.#namespace = request.namespace;
    this.#iterator = openIterator(request);
  }

  async next(): Promise<KeyedEntry | undefined> {
    if (this.#at === this.#batch.length) await this.#refill();
    const record = this.#batch[this.#at];
    if (record === undefined) return undefined;
    this.#at++;
    const [key, sealed] = record;
    try {
      return { key: keyOfState(key, this.#namespace), ...decodeState(unseal(key, sealed)) };
    } catch (cause) {
      throw storeError(this.#folder, cause);
    }
  }

  close(): Promise<void> {
    return this.#iterator.close();
  }

  async #refill(): Promise<void> {
    try {
      this.#batch = await this.#iterator.nextv(batchSize);
      this.#at = 0;
    } catch (cause) {
      throw storeError(this.#folder, cause);
    }
  }
}
