// SPDX-License-Identifier: Apache-2.0
import { fromHex } from './bytes';
import { digestOf, sha256Hex } from './digest';
import type { Hex64 } from './digest';

/** What a draw rests on; nothing of it can be chosen by whoever asks for the draw, or carries it out. */
export interface DrawTerms {
  readonly caseId: string;
  /** Which draw of its case: 1 for the first. */
  readonly number: number;
  /** The round of the beacon that was still secret when the draw was asked for. */
  readonly round: number;
  /** USCCs of the agencies that could be drawn. */
  readonly candidates: readonly string[];
}

/**
 * The commitment to a value of the beacon: SHA-256 of its bytes.
 *
 * @param value - 32 bytes as 64 lower-case hexadecimal digits
 * @throws RegistryError INVALID_IDENTIFIER for anything else than hexadecimal digits
 */
export const beaconCommitment = (value: string): Hex64 => sha256Hex(fromHex(value));

/** The seed of a draw: SHA-256 of the canonical `["agency-draw", caseId, number, round, value]`. */
export const drawSeed = ({ caseId, number, round }: Omit<DrawTerms, 'candidates'>, value: string): Hex64 =>
  digestOf(['agency-draw', caseId, number, round, value]);

/**
 * The candidates in the order in which a seed draws them: by SHA-256 of the canonical `[seed, uscc]`. Whether somebody
 * else stands on the list does not change the order of two candidates, so that the list gives nothing to choose with.
 */
export const drawOrder = (seed: string, candidates: readonly string[]): string[] =>
  [...new Set(candidates)]
    .map((uscc) => ({ uscc, lot: digestOf([seed, uscc]) }))
    .sort((one, other) => (one.lot < other.lot ? -1 : 1))
    .map(({ uscc }) => uscc);

/** A rotation: the candidates in the order of their numbers, beginning after the one whose turn was last. */
export const rotationOrder = (candidates: readonly string[], last: string | undefined): string[] => {
  const sorted = [...new Set(candidates)].sort();
  const next = last === undefined ? 0 : sorted.filter((uscc) => uscc <= last).length;
  return [...sorted.slice(next), ...sorted.slice(0, next)];
};

export interface RecomputedDraw {
  /** Whether the value is the one that was committed to before the draw was asked for. */
  readonly isCommitted: boolean;
  readonly seed: Hex64;
  readonly order: readonly string[];
}

/**
 * A draw done again from what the ledger shows of it: the agency assigned is the first of the order that was not passed
 * over.
 *
 * @param shown - the terms and the commitment of the request, and the value revealed after it
 * @throws RegistryError INVALID_IDENTIFIER for a value that is not hexadecimal
 */
export const recomputeDraw = (
  shown: DrawTerms & { readonly commitment: string; readonly value: string },
): RecomputedDraw => {
  const seed = drawSeed(shown, shown.value);
  return {
    isCommitted: beaconCommitment(shown.value) === shown.commitment,
    seed,
    order: drawOrder(seed, shown.candidates),
  };
};
