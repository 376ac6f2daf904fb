// SPDX-License-Identifier: Apache-2.0
import { common } from '@hyperledger/fabric-protos';
import type { Cancellation } from './cancellation';
import { BoundedMap } from './crypto/boundedMap';
import type { Store } from './ledger/types';

/** Decoded blocks kept for the listeners that follow the chain. */
const RECENT_BLOCKS = 64;

/** Lets any number of listeners follow the chain from any block on. */
export class BlockFeed {
  readonly #store: Store;
  readonly #waiting = new Set<() => void>();
  readonly #decoded = new BoundedMap<number, common.Block>(RECENT_BLOCKS);
  #closed = false;

  constructor(store: Store) {
    this.#store = store;
  }

  get height(): number {
    return this.#store.height;
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  /** Tells the listeners that there is a new block. */
  announce(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of waiting) wake();
  }

  /** Ends all that follow. */
  close(): void {
    this.#closed = true;
    this.announce();
  }

  /** Serialized block. @throws where the block is not there yet */
  bytes(number: number): Buffer {
    const bytes = this.#store.block(number);
    if (bytes === undefined) throw new Error(`there is no block ${number}`);
    return bytes;
  }

  /** Decoded once for all listeners; not to be changed. */
  block(number: number): common.Block {
    const known = this.#decoded.get(number);
    if (known !== undefined) return known;
    const block = common.Block.deserializeBinary(this.bytes(number));
    this.#decoded.set(number, block);
    return block;
  }

  /** Block numbers from `start` on, each as soon as it is committed, until the caller goes away or the engine stops. */
  async *numbers(start: number, cancellation: Cancellation): AsyncGenerator<number, void> {
    for (let number = start; ; number++) {
      while (number >= this.height && !cancellation.isCancelled && !this.#closed) await this.#nextBlock(cancellation);
      if (cancellation.isCancelled || this.#closed) return;
      yield number;
    }
  }

  #nextBlock(cancellation: Cancellation): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        forget();
        this.#waiting.delete(wake);
        resolve();
      };
      const forget = cancellation.onCancel(wake);
      this.#waiting.add(wake);
    });
  }
}
