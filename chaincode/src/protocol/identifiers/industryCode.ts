// SPDX-License-Identifier: Apache-2.0
import { INDUSTRY_TABLE } from './industryTable';
import { assertNoProblem } from './invalidIdentifier';

const divisionsOf = (line: string): [string, string][] =>
  line
    .split(' ')
    .slice(1)
    .map((item) => [line.charAt(0) + item.slice(0, 2), item.slice(2)]);

/** A section's letter with a division's two digits, to the division's name. */
const DIVISIONS: ReadonlyMap<string, string> = new Map(INDUSTRY_TABLE.flatMap(divisionsOf));
const SECTIONS: ReadonlyMap<string, string> = new Map(
  INDUSTRY_TABLE.map((line) => [line.charAt(0), line.slice(1, line.indexOf(' '))]),
);

/**
 * What is wrong with an industry code (GB/T 4754-2017), or undefined: a section's letter and two to four digits, of
 * which the first two must be a division of that section.
 */
export const industryCodeProblem = (value: string): string | undefined => {
  if (!/^[A-T][0-9]{2,4}$/.test(value)) return 'must be a letter A to T and two to four digits';
  return DIVISIONS.has(value.slice(0, 3)) ? undefined : 'the section has no such division (GB/T 4754-2017)';
};

export const isIndustryCode = (value: string): boolean => industryCodeProblem(value) === undefined;

/** @throws RegistryError INVALID_IDENTIFIER */
export const assertIndustryCode = (value: string): void => {
  assertNoProblem('INDUSTRY', industryCodeProblem(value));
};

/**
 * The names of section and division: `I65` is 信息传输、软件和信息技术服务业 / 软件和信息技术服务业.
 *
 * @throws RegistryError INVALID_IDENTIFIER
 */
export const industryName = (value: string): string => {
  assertIndustryCode(value);
  return [SECTIONS.get(value.charAt(0)), DIVISIONS.get(value.slice(0, 3))].join(' / ');
};
