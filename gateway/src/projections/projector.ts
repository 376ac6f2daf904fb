// SPDX-License-Identifier: Apache-2.0
import type { Logger } from 'pino';
import type { Database } from '../database/openDatabase';
import { LedgerCorrupt } from '../ledger/errors';
import type { CommittedBlock, LedgerPort } from '../ledger/port';
import { applyBlocks } from './applyBlocks';
import { LedgerMismatch, readCheckpoint } from './checkpoint';
import { gathered } from './gathered';
import type { ProjectionMetrics } from './metrics';
import { truncateReadModels } from './truncate';
import type { BlockRows } from './rows';
import { Waiters } from './waiters';

/** Called after blocks' rows are committed and before anybody is told of its height. */
export type RowsListener = (rows: BlockRows) => void;

export interface ProjectorParts {
  readonly database: Database;
  readonly ledger: Pick<LedgerPort, 'blocks' | 'height'>;
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  readonly metrics: ProjectionMetrics;
  /** Milliseconds before another attempt after an error; it doubles up to 30 times this. */
  readonly retryMs?: number;
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });

/** Blocks written in one transaction, where so many wait. */
const MOST_BLOCKS = 100;

/** How long a block may wait for others, in milliseconds, where nobody waits for it: one transaction for many is cheap. */
const LEISURE_MS = 50;

/** No repetition cures these: someone must look at the ledger or the database. */
const isFinal = (error: unknown): boolean => error instanceof LedgerMismatch || error instanceof LedgerCorrupt;

/**
 * Follows the ledger's blocks into the read models. It decides nothing and writes nothing to the ledger, so the read
 * models can be dropped and made again at any time.
 */
export class Projector {
  readonly #parts: ProjectorParts;
  readonly #waiters = new Waiters();
  readonly #listeners: RowsListener[] = [];
  #height = 0;
  #failure: Error | undefined;
  #running: { readonly stop: AbortController; readonly ended: Promise<void> } | undefined;

  constructor(parts: ProjectorParts) {
    this.#parts = parts;
  }

  /** How many blocks are in the read models: they are true at this height of the ledger. */
  get height(): number {
    return this.#height;
  }

  /** Why it stopped for good, where it did. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /**
   * Blocks of the ledger that cannot be read here yet; kept as a metric too.
   *
   * @throws LedgerUnavailable
   */
  async lag(): Promise<number> {
    const lag = Math.max(0, (await this.#parts.ledger.height()) - this.#height);
    this.#parts.metrics.lag.set(lag);
    return lag;
  }

  /** @param listener - told of a block's rows after they are committed and before anybody waiting for the block */
  onRows(listener: RowsListener): void {
    this.#listeners.push(listener);
  }

  /**
   * @param blockNumber - of the block whose rows a following read must see
   * @param ms - how long to wait at most
   * @returns whether that block's rows can be read now
   */
  async waitFor(blockNumber: number, ms: number): Promise<boolean> {
    if (this.#height > blockNumber) return true;
    return this.#running === undefined || this.#failure !== undefined ? false : this.#waiters.wait(blockNumber, ms);
  }

  /** Reads the checkpoint and follows from there until `stop`. */
  async start(): Promise<void> {
    if (this.#running !== undefined) throw new Error('the projection runs already');
    await this.#readHeight();
    this.#failure = undefined;
    const stop = new AbortController();
    this.#running = { stop, ended: this.#follow(stop.signal) };
  }

  async stop(): Promise<void> {
    this.#running?.stop.abort();
    await this.#running?.ended;
    this.#running = undefined;
    this.#waiters.giveUp();
  }

  /** Drops the read models and makes them again from block 0. */
  async rebuild(): Promise<void> {
    await this.stop();
    await truncateReadModels(this.#parts.database);
    await this.start();
  }

  async #readHeight(): Promise<void> {
    const checkpoint = await readCheckpoint(this.#parts.database);
    this.#setHeight(checkpoint === undefined ? 0 : checkpoint.blockNumber + 1);
  }

  async #follow(signal: AbortSignal): Promise<void> {
    const first = this.#parts.retryMs ?? 200;
    const gathering = { most: MOST_BLOCKS, leisure: () => this.#waiters.leisure(LEISURE_MS) };
    for (let wait = first; !signal.aborted; wait = Math.min(wait * 2, first * 30)) {
      const before = this.#height;
      const attempt = new AbortController();
      try {
        const blocks = this.#parts.ledger.blocks(before, AbortSignal.any([signal, attempt.signal]));
        for await (const batch of gathered(blocks, gathering)) await this.#applyUpToFault(batch);
      } catch (error) {
        if (this.#giveUp(error, signal)) return;
      } finally {
        attempt.abort();
      }
      if (this.#height > before) wait = first;
      await pause(wait, signal);
    }
  }

  #giveUp(error: unknown, signal: AbortSignal): boolean {
    if (signal.aborted) return true;
    if (isFinal(error)) {
      this.#failure = error as Error;
      this.#waiters.giveUp();
      this.#parts.logger.error({ err: error, height: this.#height }, 'the projection stopped for good');
      return true;
    }
    this.#parts.metrics.retries.inc();
    this.#parts.logger.warn({ err: error, height: this.#height }, 'the projection begins again');
    return false;
  }

  /** Of blocks that came together, those before one that cannot be true still count. */
  async #applyUpToFault(blocks: readonly CommittedBlock[]): Promise<void> {
    try {
      await this.#apply(blocks);
    } catch (error) {
      if (!(error instanceof LedgerMismatch) || blocks.length === 1) throw error;
      for (const block of blocks) await this.#apply([block]);
    }
  }

  async #apply(blocks: readonly CommittedBlock[]): Promise<void> {
    const timed = this.#parts.metrics.blockSeconds.startTimer();
    const rows = await applyBlocks(this.#parts.database, blocks);
    timed();
    if (rows !== undefined) for (const listener of this.#listeners) listener(rows);
    this.#setHeight((blocks.at(-1)?.number ?? 0) + 1);
  }

  #setHeight(height: number): void {
    this.#height = height;
    this.#parts.metrics.height.set(height);
    this.#waiters.reached(height - 1);
  }
}
