// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { rowsMessage } from './encodeReadWriteSet';
import { LedgerError } from './errors';
import type { KeyRead, MerkleSummary } from './readWriteSet';

/** Rows a peer lists one by one before it summarizes them. */
export const defaultMaxDegree = 50;

const sha256 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** Hashes by level from 1 up; whenever a level holds more than `maxDegree`, they become one hash of the next. */
class MerkleLevels {
  readonly #levels: Buffer[][] = [[]];
  readonly #maxDegree: number;

  constructor(maxDegree: number) {
    this.#maxDegree = maxDegree;
  }

  add(leaf: Buffer, level = 0): void {
    const hashes = (this.#levels[level] ??= []);
    hashes.push(leaf);
    if (hashes.length <= this.#maxDegree) return;
    this.#levels[level] = [];
    this.add(sha256(...hashes), level + 1);
  }

  /** Lifts what is left on lower levels to the highest one. A single hash rises unhashed, as in Fabric. */
  finish(): MerkleSummary {
    let carried: Buffer[] = [];
    for (const [level, hashes] of this.#levels.entries()) {
      const all = [...hashes, ...carried];
      if (level === this.#levels.length - 1) return this.#summary(level, all);
      carried = all.length > 1 ? [sha256(...all)] : all;
    }
    return this.#summary(0, []);
  }

  #summary(level: number, hashes: Buffer[]): MerkleSummary {
    const maxDegree = this.#maxDegree;
    if (hashes.length <= maxDegree) return { maxDegree, maxLevel: level + 1, hashes };
    return { maxDegree, maxLevel: level + 2, hashes: [sha256(...hashes)] };
  }
}

/** The rows of one range query as a peer records them: listed while few, else summarized. */
export class RangeSummary {
  readonly #maxDegree: number;
  #pending: KeyRead[] = [];
  #levels: MerkleLevels | undefined;

  /** @throws LedgerError MALFORMED for a degree that makes no tree */
  constructor(maxDegree = defaultMaxDegree) {
    if (maxDegree < 2) throw new LedgerError('MALFORMED', 'A Merkle summary needs a degree of at least 2.');
    this.#maxDegree = maxDegree;
  }

  add(row: KeyRead): void {
    this.#pending.push(row);
    if (this.#pending.length > this.#maxDegree) this.#fold();
  }

  finish(): { readonly rows: readonly KeyRead[]; readonly summary: MerkleSummary | undefined } {
    if (this.#levels === undefined) return { rows: this.#pending, summary: undefined };
    if (this.#pending.length > 0) this.#fold();
    return { rows: [], summary: this.#levels.finish() };
  }

  #fold(): void {
    this.#levels ??= new MerkleLevels(this.#maxDegree);
    this.#levels.add(sha256(rowsMessage(this.#pending).serializeBinary()));
    this.#pending = [];
  }
}
