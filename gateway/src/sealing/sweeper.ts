// SPDX-License-Identifier: Apache-2.0
import type { Logger } from 'pino';
import type { Database } from '../database/openDatabase';
import type { Clock } from '../scheduler/scheduler';
import { BEGINNING, sweepRequests } from './sweep';

const HOUR = 3_600_000;

export interface SweeperParts {
  readonly database: Database;
  /** Whether the read models are at the ledger's height now; what they have not seen yet, they would deny. */
  readonly isCurrent: () => Promise<boolean>;
  readonly clock: Pick<Clock, 'now' | 'sleep'>;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
}

/** Forgets every hour what was sealed for commands that the ledger never took. */
export class Sweeper {
  readonly #parts: SweeperParts;
  #mark = BEGINNING;
  #running: { readonly stop: AbortController; readonly ended: Promise<void> } | undefined;

  constructor(parts: SweeperParts) {
    this.#parts = parts;
  }

  start(): void {
    if (this.#running !== undefined) throw new Error('the sweeper runs already');
    const stop = new AbortController();
    this.#running = { stop, ended: this.#run(stop.signal) };
  }

  /** Comes back when nothing of its own is under way any more. */
  async stop(): Promise<void> {
    this.#running?.stop.abort();
    await this.#running?.ended;
    this.#running = undefined;
  }

  async #run(signal: AbortSignal): Promise<void> {
    const { clock, logger } = this.#parts;
    for (;;) {
      await clock.sleep(HOUR, signal);
      if (signal.aborted) return;
      try {
        await this.#sweep();
      } catch (error) {
        logger.warn({ err: error }, 'requests that the ledger never took could not be forgotten');
      }
    }
  }

  async #sweep(): Promise<void> {
    const { database, isCurrent, clock, logger } = this.#parts;
    if (!(await isCurrent())) return;
    const { forgotten, mark } = await sweepRequests(database, clock.now(), this.#mark);
    this.#mark = mark;
    if (forgotten > 0) logger.info({ requests: forgotten }, 'forgot requests that the ledger never took');
  }
}
