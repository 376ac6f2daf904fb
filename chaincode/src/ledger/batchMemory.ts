// SPDX-License-Identifier: Apache-2.0
import type { JsonInput, JsonValue } from '../protocol/canonicalJson';
import { digestOf } from '../protocol/digest';
import { BATCH_RUN } from '../protocol/schemas/batch';
import { answerFrom, placeOf } from './idempotency';
import type { Answered, KeyedRequest } from './idempotency';
import type { UnitOfWork } from './unitOfWork';

type RunMemory = {
  readonly kind: 'idempotencyRun';
  /** By the number of the line. */
  readonly lines: Readonly<Record<string, Answered>>;
};

/** Lines count from 1. */
const runNumber = (line: number): number => Math.ceil(line / BATCH_RUN);

/** Whose batch it is, and under which key. */
export type KeyedBatch = Pick<KeyedRequest, 'identityKey' | 'key'>;

/**
 * What the lines of a batch were answered before. Lines that stand in a row are remembered together: a key for each would
 * cost the ledger a read and a write more for each.
 */
export class BatchMemory {
  readonly #keyed: KeyedBatch;
  readonly #runs = new Map<number, Record<string, Answered>>();
  readonly #changed = new Set<number>();

  constructor(keyed: KeyedBatch) {
    this.#keyed = keyed;
  }

  /**
   * The answer that a line was given before to the same request, if there was one.
   *
   * @throws RegistryError IDEMPOTENCY_KEY_REUSED where the line stood for another request
   */
  async earlierAnswer(ledger: UnitOfWork, line: number, request: JsonInput): Promise<JsonValue | undefined> {
    const run = await this.#runOf(ledger, line);
    return answerFrom(run[String(line)], digestOf(request));
  }

  /** To be called once a line's work is done: what is refused is not remembered. */
  async remember(ledger: UnitOfWork, line: number, answered: { request: JsonInput; answer: JsonValue }): Promise<void> {
    const run = await this.#runOf(ledger, line);
    run[String(line)] = { requestDigest: digestOf(answered.request), answer: answered.answer };
    this.#changed.add(runNumber(line));
  }

  /** Puts what has been remembered. */
  keep(ledger: UnitOfWork): void {
    for (const number of this.#changed) {
      const memory: RunMemory = { kind: 'idempotencyRun', lines: this.#runs.get(number) ?? {} };
      ledger.put(this.#placeOf(number), memory);
    }
  }

  async #runOf(ledger: UnitOfWork, line: number): Promise<Record<string, Answered>> {
    const number = runNumber(line);
    const known = this.#runs.get(number);
    if (known !== undefined) return known;
    const kept = await ledger.get<RunMemory>(this.#placeOf(number));
    const run = { ...kept?.lines };
    this.#runs.set(number, run);
    return run;
  }

  /** No single request can have this key: what callers choose has no such character. */
  #placeOf(run: number): string {
    return placeOf({ ...this.#keyed, key: `${this.#keyed.key}/${run}` });
  }
}
