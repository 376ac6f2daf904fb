// SPDX-License-Identifier: Apache-2.0
import { MAX_SERVED_TOGETHER } from '@registry/chaincode/protocol';
import type { Logger } from 'pino';
import type { Database } from '../database/openDatabase';
import { CommitFailed, LedgerRefusal } from '../ledger/errors';
import type { Clock } from '../scheduler/clock';
import { Repeating } from '../scheduler/repeating';
import { BEGINNING, lastPlace, unservedAfter } from './dueServices';
import type { Decision, Mark } from './dueServices';
import type { Serving } from './serve';

export interface CourierParts {
  readonly database: Database;
  /** Writes the documents of decisions and puts their service on the ledger, all in one transaction. */
  readonly serve: (decisions: readonly Decision[]) => Promise<readonly Serving[]>;
  readonly registryUscc: string;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
  /** Milliseconds between two looks at the read model. */
  readonly everyMs?: number;
}

/** At one look; the rest waits for the next, which then comes at once. */
const AT_ONCE = MAX_SERVED_TOGETHER;
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
  /** The last look found as much as it may take, and could serve it. */
  #hasMore = false;
  readonly #repeating: Repeating;

  constructor(parts: CourierParts) {
    this.#parts = parts;
    const { clock, everyMs = 1_000, logger } = parts;
    this.#begunAt = clock.now();
    this.#repeating = new Repeating({
      name: 'courier',
      clock,
      pause: () => (this.#hasMore ? 0 : everyMs),
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
    const free = due.filter((decision) => !this.#held.has(idOf(decision))).slice(0, AT_ONCE);
    this.#hasMore = false;
    if (free.length > 0 && signal?.aborted !== true) await this.#attend(free);
    this.#hasMore = free.length === AT_ONCE;
  }

  #renew(now: number): void {
    for (const [id, until] of this.#held) if (until <= now) this.#held.delete(id);
    if (now - this.#begunAt < AGAIN_MS) return;
    this.#begunAt = now;
    if (this.#givenUp.size === 0) return;
    this.#givenUp.clear();
    this.#mark = BEGINNING;
  }

  async #attend(decisions: readonly Decision[]): Promise<void> {
    const { serve, clock } = this.#parts;
    for (const decision of decisions) this.#held.set(idOf(decision), clock.now() + HOLD_OFF_MS);
    try {
      for (const serving of await serve(decisions)) this.#note(serving);
    } catch (error) {
      await this.#bear(error, decisions);
    }
  }

  #note(serving: Serving): void {
    if ('served' in serving) this.#parts.logger.info({ ...serving.served }, 'a document was served');
    else this.#giveUp(serving.decision, serving.refusal);
  }

  /** Another gateway was first, or the registry may not act now. */
  #giveUp(decision: Decision, { refusal }: LedgerRefusal): void {
    this.#givenUp.add(idOf(decision));
    const { recordId: caseId, eventSeq } = decision.event;
    this.#parts.logger.info({ caseId, eventSeq, code: refusal.code }, 'the ledger did not take a service');
  }

  /** Of many, one that is at fault must not hold up the others: each is served alone. */
  async #bear(error: unknown, decisions: readonly Decision[]): Promise<void> {
    const isTheirs = error instanceof LedgerRefusal || error instanceof CommitFailed;
    if (isTheirs && decisions.length > 1) {
      for (const decision of decisions) await this.#attend([decision]);
      return;
    }
    for (const decision of decisions) this.#bearOne(error, decision);
  }

  #bearOne(error: unknown, decision: Decision): void {
    if (error instanceof LedgerRefusal) {
      this.#giveUp(decision, error);
      return;
    }
    // The case moved on between reading and commit: nothing speaks against trying again at once.
    if (error instanceof CommitFailed) this.#held.delete(idOf(decision));
    const { recordId: caseId, eventSeq } = decision.event;
    this.#parts.logger.warn({ err: error, caseId, eventSeq }, 'a document was not served; it is tried again');
  }
}
