// SPDX-License-Identifier: Apache-2.0
import { assertNoProblem } from './invalidIdentifier';
import { REGION_TABLE } from './regionTable';

/** The whole country, for scopes; GB/T 2260 itself begins with the provinces. */
export const NATION = '000000';

/** The first item of a line is the province, whose two digits stand before those of its prefectures. */
const entriesOf = (line: string): [string, string][] =>
  line.split(' ').map((item, index) => [(index === 0 ? '' : line.slice(0, 2)) + item.slice(0, 2), item.slice(2)]);

/** Two digits of a province or four of a prefecture to the name. */
const NAMES: ReadonlyMap<string, string> = new Map([['00', '全国'], ...REGION_TABLE.flatMap(entriesOf)]);

/** What is wrong with a region code (GB/T 2260), or undefined. County digits are taken as they come. */
export const regionCodeProblem = (value: string): string | undefined => {
  if (!/^[0-9]{6}$/.test(value)) return 'must be six digits';
  if (!NAMES.has(value.slice(0, 2))) return 'the first two digits are no province (GB/T 2260)';
  if (value.endsWith('0000')) return undefined;
  return NAMES.has(value.slice(0, 4)) ? undefined : 'the first four digits are no prefecture (GB/T 2260)';
};

export const isRegionCode = (value: string): boolean => regionCodeProblem(value) === undefined;

/** @throws RegistryError INVALID_IDENTIFIER */
export const assertRegionCode = (value: string): void => {
  assertNoProblem('REGION', regionCodeProblem(value));
};

/**
 * The names of the province and, where the code goes further, of the prefecture: `410100` is 河南省郑州市. A county's
 * own name is not in the table, so its code ends with the prefecture's name.
 *
 * @throws RegistryError INVALID_IDENTIFIER
 */
export const regionName = (value: string): string => {
  assertRegionCode(value);
  return [value.slice(0, 2), value.slice(0, 4)].map((prefix) => NAMES.get(prefix) ?? '').join('');
};
