// SPDX-License-Identifier: Apache-2.0
import type { common } from '@hyperledger/fabric-protos';
import { Recovery, type Prospect } from './recovery';
import { acceptEnvelope, OrderingRefusal, type AcceptanceOptions } from './acceptance';

/** Where ordered envelopes go: validates, writes and announces one block. */
export interface BlockSink {
  append(envelopes: readonly Uint8Array[]): Promise<void>;
  /** Tries to make the ledger writable again after an append failed for that cause. */
  recover(cause: unknown): Promise<Prospect>;
}

export interface OrdererOptions extends AcceptanceOptions {
  readonly sink: BlockSink;
  /** Transactions in a block at most. */
  readonly maxMessages: number;
  /** Bytes of envelopes after which a block is cut; a larger envelope gets a block of its own. */
  readonly preferredBytes: number;
  /** Milliseconds to wait for company before a block is cut. For tests that need several transactions in one block. */
  readonly batchDelayMs?: number;
  /** Called if a block cannot be written; nothing is accepted from then on. */
  readonly onFailure: (error: unknown) => void;
  /** Called when blocks can be written again. */
  readonly onRecovery: () => void;
}

/** Envelopes that may wait. Clients that come faster than the disk are told so instead of filling the memory. */
const QUEUE_LIMIT = 10_000;

/**
 * Puts envelopes into blocks, in order of arrival. A block takes all that waits when the one before it is on disk, so
 * there is no timer: one client gets a block for each transaction, many clients share blocks.
 */
export class Orderer {
  readonly #options: OrdererOptions;
  #queue: Uint8Array[] = [];
  #writing: Promise<void> | undefined;
  #closed: OrderingRefusal | undefined;
  #isStopping = false;
  readonly #recovery = new Recovery();
  #recovering: Promise<void> | undefined;

  constructor(options: OrdererOptions) {
    this.#options = options;
  }

  /** Why nothing is accepted now; undefined while envelopes are taken. */
  get refusal(): OrderingRefusal | undefined {
    return this.#closed;
  }

  /**
   * Queues an envelope. That it is queued says nothing of its commit.
   * @throws OrderingRefusal
   */
  submit(envelope: common.Envelope): void {
    if (this.#closed !== undefined) throw this.#closed;
    acceptEnvelope(envelope, this.#options);
    if (this.#queue.length >= QUEUE_LIMIT) {
      throw new OrderingRefusal('SERVICE_UNAVAILABLE', 'the ordering queue is full');
    }
    this.#queue.push(envelope.serializeBinary());
    this.#writing ??= this.#write();
  }

  /** Refuses new envelopes and writes those that were accepted. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#closed ??= new OrderingRefusal('SERVICE_UNAVAILABLE', 'the ordering service is shutting down');
    this.#recovery.stop();
    await this.#writing;
    await this.#recovering;
  }

  async #write(): Promise<void> {
    try {
      await this.#gather();
      while (this.#queue.length > 0) await this.#options.sink.append(this.#cut());
    } catch (error) {
      this.#queue = [];
      this.#closed = new OrderingRefusal('SERVICE_UNAVAILABLE', 'the ledger cannot be written');
      this.#options.onFailure(error);
      this.#recovering = this.#recover(error);
    } finally {
      this.#writing = undefined;
    }
  }

  /** What was queued is gone as after a crash: nobody was told that it is written. */
  async #recover(cause: unknown): Promise<void> {
    const isWritable = await this.#recovery.run(() => this.#options.sink.recover(cause));
    if (!isWritable || this.#isStopping) return;
    this.#closed = undefined;
    this.#options.onRecovery();
  }

  /** Lets the requests that have already arrived join the block. */
  async #gather(): Promise<void> {
    const { batchDelayMs } = this.#options;
    await new Promise<void>((resolve) => {
      if (batchDelayMs === undefined) setImmediate(resolve);
      else setTimeout(resolve, batchDelayMs);
    });
  }

  #cut(): Uint8Array[] {
    const { maxMessages, preferredBytes } = this.#options;
    let bytes = 0;
    let count = 0;
    for (const envelope of this.#queue) {
      bytes += envelope.length;
      if (count > 0 && (bytes > preferredBytes || count === maxMessages)) break;
      count++;
    }
    return this.#queue.splice(0, count);
  }
}
