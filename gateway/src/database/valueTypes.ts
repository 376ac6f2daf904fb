// SPDX-License-Identifier: Apache-2.0
/** PostgreSQL's type number of bigint. */
export const BIGINT = 20;

/**
 * Reads a bigint column. Block numbers and sizes fit into a safe integer; one that does not is refused, never rounded.
 *
 * @throws RangeError beyond 2^53 - 1
 */
export const readBigint = (text: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`the database holds an integer beyond 2^53: ${text}`);
  return value;
};
