// SPDX-License-Identifier: Apache-2.0
import type { RightFiling } from '../../protocol/schemas/rights';

/** What a GB/T 2260 code covers: 410000 all of 41, 410100 all of 4101, 000000 the nation. */
const prefixOf = (code: string): string => code.replace(/(?:00)+$/, '');

const regionsMeet = (one: string, other: string): boolean => {
  const [a, b] = [prefixOf(one), prefixOf(other)];
  return a.startsWith(b) || b.startsWith(a);
};

type Extent = Pick<RightFiling, 'term' | 'regionCodes'>;

const endsBefore = ({ term }: Extent, other: Extent): boolean => term.to !== undefined && term.to < other.term.from;

/** Whether two rights could be exercised on the same day in the same place. */
export const overlaps = (one: Extent, other: Extent): boolean =>
  !endsBefore(one, other) &&
  !endsBefore(other, one) &&
  one.regionCodes.some((code) => other.regionCodes.some((otherCode) => regionsMeet(code, otherCode)));
