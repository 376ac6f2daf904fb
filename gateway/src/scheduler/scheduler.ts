// SPDX-License-Identifier: Apache-2.0
import type { Logger } from 'pino';
import type { Database } from '../database/openDatabase';
import { CommitUnknown, LedgerRefusal } from '../ledger/errors';
import type { LedgerIdentity, LedgerPort } from '../ledger/port';
import { findCountable, findDueDraws, findDueTimes, findUnfollowed, subjectOf } from './dueTimes';
import type { Clock } from './clock';
import type { DueTime } from './dueTimes';
import { Repeating } from './repeating';

export interface SchedulerParts {
  readonly database: Database;
  readonly ledger: Pick<LedgerPort, 'submit'>;
  /** The registry's `clock` identity: it may only say that a time has passed. */
  readonly identity: LedgerIdentity;
  readonly registryUscc: string;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
  /** Milliseconds between two looks at the read model. */
  readonly everyMs?: number;
  /** Up to so many milliseconds more, so that gateways of one registry do not all ask at once. */
  readonly jitterMs?: number;
  /** Milliseconds before what did not go through is tried again. */
  readonly holdOffMs?: number;
}

/** At one look; the rest waits for the next. */
const AT_ONCE = 20;

/** The same for every gateway of the registry: whoever comes second gets the first one's answer. */
const idempotencyKey = (due: DueTime): string => `clock:${due.command}:${subjectOf(due)}:${due.mark}`;

/** Of a record for which two things are due, the first: both at once would invalidate each other. */
const onceEach = (due: readonly DueTime[]): DueTime[] => [
  ...new Map([...due].reverse().map((one) => [subjectOf(one), one])).values(),
];

/**
 * Executes time rules, and draws that were asked for, and follows what recognitions rest on, as an ordinary actor. Which
 * time has passed it reads from the read model; whether that is so, the chaincode decides. Being refused is no fault: another gateway may have been first.
 */
export class Scheduler {
  readonly #parts: SchedulerParts;
  /** What was executed or refused a short while ago, by its key, until when. Another thing of the same record does not wait. */
  readonly #held = new Map<string, number>();
  readonly #repeating: Repeating;

  constructor(parts: SchedulerParts) {
    this.#parts = parts;
    const { clock, everyMs = 1_000, jitterMs = 250, logger } = parts;
    this.#repeating = new Repeating({
      name: 'scheduler',
      clock,
      pause: () => everyMs + Math.floor(clock.random() * jitterMs),
      act: () => this.tick(),
      onFailure: (err) => {
        logger.warn({ err }, 'the scheduler could not look for passed times');
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

  /** Looks once, and says of what is due that its time has passed. */
  async tick(): Promise<void> {
    const { database, registryUscc, clock } = this.#parts;
    const now = clock.now();
    this.#release(now);
    const nowInstant = new Date(now).toISOString();
    const asked = { registryUscc, limit: AT_ONCE + this.#held.size };
    const due = [
      ...(await findDueTimes(database, { ...asked, nowInstant })),
      ...(await findCountable(database, asked)),
      ...(await findDueDraws(database, { ...asked, nowInstant })),
      ...(await findUnfollowed(database, { ...asked, nowInstant })),
    ];
    const free = onceEach(due.filter((one) => !this.#held.has(idempotencyKey(one)))).slice(0, AT_ONCE);
    await Promise.all(free.map((due) => this.#execute(due)));
  }

  async #execute(due: DueTime): Promise<void> {
    const { ledger, identity, logger } = this.#parts;
    const { contract, on, command: transaction } = due;
    const key = idempotencyKey(due);
    this.#held.set(key, Number.POSITIVE_INFINITY);
    try {
      const request = { ...on, idempotencyKey: key };
      const { transactionId } = await ledger.submit({ identity, contract, transaction, request });
      logger.info({ ...on, transaction, transactionId }, 'a time rule was executed');
    } catch (error) {
      this.#tellOf(error, due);
    }
    // Also after success: until the block is in the read model, it still looks due.
    this.#held.set(key, this.#parts.clock.now() + (this.#parts.holdOffMs ?? 30_000));
  }

  #tellOf(error: unknown, { on, command: transaction }: DueTime): void {
    const { logger } = this.#parts;
    if (error instanceof LedgerRefusal) {
      logger.info({ ...on, transaction, code: error.refusal.code }, 'the ledger did not execute the time rule');
      return;
    }
    // The same key asks again later; if the first attempt was committed, the ledger gives its answer and writes nothing.
    const unknown = error instanceof CommitUnknown ? { transactionId: error.transactionId } : {};
    logger.warn({ err: error, ...on, transaction, ...unknown }, 'a time rule did not come to an end');
  }

  #release(now: number): void {
    for (const [key, until] of this.#held) if (until <= now) this.#held.delete(key);
  }
}
