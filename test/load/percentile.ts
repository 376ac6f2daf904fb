// SPDX-License-Identifier: Apache-2.0
/**
 * @param percent - above 0, at most 100
 * @returns the smallest value that at least so many percent of the values do not exceed
 */
export const percentile = (values: readonly number[], percent: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil((sorted.length * percent) / 100) - 1] ?? Number.NaN;
};
