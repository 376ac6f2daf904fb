// SPDX-License-Identifier: Apache-2.0
import type { Logger } from 'pino';
import type { Database } from '../database/openDatabase';
import type { Clock } from '../scheduler/clock';
import { Repeating } from '../scheduler/repeating';
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
  readonly #repeating: Repeating;

  constructor(parts: SweeperParts) {
    this.#parts = parts;
    const { clock, logger } = parts;
    this.#repeating = new Repeating({
      name: 'sweeper',
      clock,
      pause: () => HOUR,
      act: () => this.#sweep(),
      onFailure: (err) => {
        logger.warn({ err }, 'requests that the ledger never took could not be forgotten');
      },
    });
  }

  start(): void {
    this.#repeating.start();
  }

  /** Comes back when nothing of its own is under way any more. */
  stop(): Promise<void> {
    return this.#repeating.stop();
  }

  async #sweep(): Promise<void> {
    const { database, isCurrent, clock, logger } = this.#parts;
    if (!(await isCurrent())) return;
    const { forgotten, mark } = await sweepRequests(database, clock.now(), this.#mark);
    this.#mark = mark;
    if (forgotten > 0) logger.info({ requests: forgotten }, 'forgot requests that the ledger never took');
  }
}
