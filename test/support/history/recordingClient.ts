// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import type { RestAnswer, RestClient } from '@registry/scripts/rest/restClient';
import { outcomeOf } from './history';
import type { Attempt, GivenAnswer, History, Outcome } from './history';

/** One command that a client wants done, under one key. */
export interface Intention {
  readonly key: string;
  readonly command: string;
  readonly subject: string;
  readonly path: string;
  readonly body: unknown;
}

export interface Resolved {
  readonly outcome: Outcome;
  readonly answer: GivenAnswer | undefined;
}

const PAUSE_MS = 400;
/** A request that is answered neither way in this time has been forgotten; a client must not wait for ever. */
export const PATIENCE_MS = 120_000;

const postOnce = async (rest: RestClient, { path, body, key }: Intention): Promise<RestAnswer | undefined> => {
  try {
    return await rest.post(path, body, key);
  } catch {
    // The connection broke: nobody knows how far the request came.
    return undefined;
  }
};

const attemptOf = (
  client: string,
  intention: Intention,
  told: RestAnswer | undefined,
): Omit<Attempt, 'from' | 'to'> => {
  const { key, command, subject } = intention;
  const status = told?.status ?? 0;
  const body = (told?.body ?? {}) as { code?: string } & GivenAnswer;
  const answer = status === 200 || status === 201 ? { answer: body } : {};
  return { client, key, command, subject, status, code: body.code, ...answer };
};

/** A client whose every request and sighting is kept. */
export class RecordingClient {
  readonly name: string;
  readonly #rest: RestClient;
  readonly #history: History;

  constructor(name: string, rest: RestClient, history: History) {
    this.name = name;
    this.#rest = rest;
    this.#history = history;
  }

  /** Sends a command once. */
  async attempt(intention: Intention): Promise<Resolved> {
    const from = performance.now();
    const told = await postOnce(this.#rest, intention);
    const attempt = { ...attemptOf(this.name, intention, told), from, to: performance.now() };
    this.#history.attempts.push(attempt);
    return { outcome: outcomeOf(attempt), answer: attempt.answer };
  }

  /**
   * Sends a command under its key until it is acknowledged or refused.
   *
   * @param givesUp - once the first answer says that nothing was written, the command is never sent again
   */
  async resolve(intention: Intention, givesUp = false): Promise<Resolved> {
    const end = performance.now() + PATIENCE_MS;
    for (;;) {
      const resolved = await this.attempt(intention);
      if (resolved.outcome === 'ACKNOWLEDGED' || resolved.outcome === 'REFUSED') return resolved;
      if ((givesUp && resolved.outcome === 'NOT_DONE') || performance.now() > end) return resolved;
      // From here on it is unknown, or it was not given up: only a final answer ends it.
      givesUp = false;
      await sleep(PAUSE_MS);
    }
  }

  /** Looks at a case; what cannot be answered now is not seen. */
  async look(caseId: string): Promise<void> {
    try {
      const { status, body } = await this.#rest.get(`/applications/${caseId}`);
      if (status !== 200) return;
      const { record, blockHeight } = body as { record: { eventSeq: number }; blockHeight: number };
      this.#history.sightings.push({ client: this.name, caseId, eventSeq: record.eventSeq, blockHeight });
    } catch {
      // Nobody was there to answer.
    }
  }
}
