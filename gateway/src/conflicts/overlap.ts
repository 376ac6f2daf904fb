// SPDX-License-Identifier: Apache-2.0
/** Of how many compared values how many are in both, and between which shares of all values that lies, in percent. */
export interface Overlap {
  readonly compared: number;
  readonly shared: number;
  readonly from: number;
  readonly to: number;
}

/** A chosen list, and how many values it holds at the most: a shorter one holds all there are. */
export interface Chosen {
  readonly tokens: readonly string[];
  readonly most: number;
}

/** Nineteen times of twenty. */
const Z = 1.96;

/** The interval of Wilson (1927): of little, it promises little. */
const interval = (shared: number, compared: number): Pick<Overlap, 'from' | 'to'> => {
  const [share, square] = [shared / compared, Z * Z];
  const middle = (share + square / (2 * compared)) / (1 + square / compared);
  const half =
    (Z / (1 + square / compared)) * Math.sqrt((share * (1 - share)) / compared + square / (4 * compared * compared));
  return { from: Math.floor(100 * Math.max(0, middle - half)), to: Math.ceil(100 * Math.min(1, middle + half)) };
};

const isWhole = ({ tokens, most }: Chosen): boolean => tokens.length < most;

/**
 * How far two sets of values are the same, by the smallest of each. Nobody needs to know the values for it: if the i-th
 * that both chose is the a-th of one and the b-th of the other, it is the (a + b - i)-th of both together, and only
 * those among the first k of both together count.
 *
 * @returns undefined where there is nothing to compare
 */
export const overlapOf = (one: Chosen, other: Chosen): Overlap | undefined => {
  const ranks = new Map(other.tokens.map((token, at) => [token, at + 1]));
  const places = one.tokens
    .flatMap((token, at) => (ranks.has(token) ? [at + 1 + (ranks.get(token) ?? 0)] : []))
    .map((sum, at) => sum - (at + 1));
  const together = one.tokens.length + other.tokens.length - places.length;
  const bounds = [one, other].filter((list) => !isWhole(list)).map(({ most }) => most);
  const compared = Math.min(together, ...bounds);
  if (one.tokens.length === 0 || other.tokens.length === 0) return undefined;
  const shared = places.filter((place) => place <= compared).length;
  if (bounds.length > 0) return { compared, shared, ...interval(shared, compared) };
  const exact = (100 * shared) / compared;
  return { compared, shared, from: Math.floor(exact), to: Math.ceil(exact) };
};
