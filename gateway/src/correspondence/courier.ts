// SPDX-License-Identifier: Apache-2.0
import type { Logger } from 'pino';
import type { Database } from '../database/openDatabase';
import { CommitFailed, LedgerRefusal } from '../ledger/errors';
import type { Clock } from '../scheduler/clock';
import { Repeating } from '../scheduler/repeating';
import { BEGINNING, lastPlace, unservedAfter } from './dueServices';
import type { Decision, Mark } from './dueServices';
import type { Served } from './serve';

export interface CourierParts {
  readonly database: Database;
  /** Writes the document of a decision and puts its service on the ledger. */
  readonly serve: (decision: Decision) => Promise<Served>;
  readonly registryUscc: string;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
  /** Milliseconds between two looks at the read model. */
  readonly everyMs?: number;
}

/** At one look; the rest waits for the next. */
const AT_ONCE = 50;
/** A service that was sent stands in the read model long before this; one that failed is tried again then. */
const HOLD_OFF_MS = 30_000;
/** What was given up is tried again. */
const AGAIN_MS = 3_600_000;

const idOf = ({ event }: Decision): string => `${event.recordId}:${String(event.eventSeq)}`;

/**
 * Serves what its registry decided: walks along the decisions in the order of the ledger and has the document of each
 * unserved one put on the ledger, as a commitment.
 */
export class Courier {
  readonly #parts: CourierParts;
  /** Decisions that were sent or failed a short while ago, until when. */
  readonly #held = new Map<string, number>();
  /** Decisions whose service the ledger refused, since the last beginning of the walk. */
  readonly #givenUp = new Set<string>();
  #mark: Mark = BEGINNING;
  #begunAt: number;
  readonly #repeating: Repeating;

  constructor(parts: CourierParts) {
    this.#parts = parts;
    const { clock, everyMs = 1_000, logger } = parts;
    this.#begunAt = clock.now();
    this.#repeating = new Repeating({
      name: 'courier',
      clock,
      pause: () => everyMs,
      act: (signal) => this.tick(signal),
      onFailure: (err) => {
        logger.warn({ err }, 'the courier could not look for decisions');
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

  /** Looks once, and serves what is due. */
  async tick(signal?: AbortSignal): Promise<void> {
    const { database, registryUscc, clock } = this.#parts;
    this.#renew(clock.now());
    const end = await lastPlace(database);
    const limit = AT_ONCE + this.#givenUp.size;
    const unserved = await unservedAfter(database, { registryUscc, mark: this.#mark, limit });
    const due = unserved.filter((decision) => !this.#givenUp.has(idOf(decision)));
    this.#mark = due[0]?.before ?? (unserved.length < limit ? end : this.#mark);
    for (const decision of due) {
      if (signal?.aborted) return;
      if (!this.#held.has(idOf(decision))) await this.#attend(decision);
    }
  }

  #renew(now: number): void {
    for (const [id, until] of this.#held) if (until <= now) this.#held.delete(id);
    if (now - this.#begunAt < AGAIN_MS) return;
    this.#begunAt = now;
    if (this.#givenUp.size === 0) return;
    this.#givenUp.clear();
    this.#mark = BEGINNING;
  }

  async #attend(decision: Decision): Promise<void> {
    const { serve, logger, clock } = this.#parts;
    this.#held.set(idOf(decision), clock.now() + HOLD_OFF_MS);
    try {
      logger.info({ ...(await serve(decision)) }, 'a document was served');
    } catch (error) {
      this.#tellOf(error, decision);
    }
  }

  #tellOf(error: unknown, decision: Decision): void {
    const { logger } = this.#parts;
    const { recordId: caseId, eventSeq } = decision.event;
    if (error instanceof LedgerRefusal) {
      // Another gateway was first, or the registry may not act now.
      this.#givenUp.add(idOf(decision));
      logger.info({ caseId, eventSeq, code: error.refusal.code }, 'the ledger did not take a service');
      return;
    }
    // The case moved on between reading and commit: nothing speaks against trying again at once.
    if (error instanceof CommitFailed) this.#held.delete(idOf(decision));
    logger.warn({ err: error, caseId, eventSeq }, 'a document was not served; it is tried again');
  }
}
