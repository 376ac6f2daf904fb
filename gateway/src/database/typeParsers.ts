// SPDX-License-Identifier: Apache-2.0
import { types } from 'pg';

type GetTypeParser = (typeof types)['getTypeParser'];

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

/** pg's own parsers, except for bigint. */
export const getTypeParser = ((oid: (typeof types.builtins)[keyof typeof types.builtins], format?: 'text') =>
  oid === types.builtins.INT8 ? readBigint : (types.getTypeParser(oid, format) as unknown)) as unknown as GetTypeParser;
