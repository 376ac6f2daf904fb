// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { overlapOf } from '../../../gateway/src/conflicts/overlap';

/** The smallest of a set by a made-up order, under opaque names. */
const chosen = (values: readonly number[], most: number): { tokens: string[]; most: number } => ({
  tokens: [...new Set(values)]
    .sort((one, other) => one - other)
    .slice(0, most)
    .map((value) => `token ${String(value)}`),
  most,
});
const sets = fc.tuple(fc.array(fc.nat(60), { minLength: 1 }), fc.array(fc.nat(60), { minLength: 1 }));

describe('what two chosen lists have in common', () => {
  it('is what the smallest of both together say, though nobody can see which is smaller', () => {
    fc.assert(
      fc.property(sets, fc.integer({ min: 1, max: 40 }), ([one, other], most) => {
        const found = overlapOf(chosen(one, most), chosen(other, most))!;
        const isWhole = new Set(one).size < most && new Set(other).size < most;
        const together = [...new Set([...one, ...other])].sort((a, b) => a - b).slice(0, isWhole ? undefined : most);
        const shared = together.filter((value) => one.includes(value) && other.includes(value));
        expect([found.compared, found.shared]).toEqual([together.length, shared.length]);
      }),
    );
  });

  it('is exact where both lists hold all there is, and else an interval around it', () => {
    const [one, other] = [
      [1, 2, 3, 4],
      [3, 4, 5, 6],
    ];
    expect(overlapOf(chosen(one, 9), chosen(other, 9))).toEqual({ compared: 6, shared: 2, from: 33, to: 34 });
    expect(overlapOf(chosen(one, 4), chosen(other, 4))).toEqual({ compared: 4, shared: 2, from: 15, to: 85 });
  });

  it('is nothing where one list is empty', () => {
    expect(overlapOf(chosen([], 4), chosen([1], 4))).toBeUndefined();
  });
});
