// SPDX-License-Identifier: Apache-2.0
import { alignedTable } from './alignedTable';

/** Something that the demonstration holds the register to, beside where its cases end. */
export interface Check {
  readonly what: string;
  readonly expected: string;
  readonly actual: string;
}

/** Whether the register did as it was meant to. */
export const isMet = ({ expected, actual }: Check): boolean => expected === actual;

/** The checks as a table of aligned columns. */
export const checkTable = (checks: readonly Check[]): string =>
  alignedTable([
    ['check', 'expected', 'actual', ''],
    ...checks.map((check) => [check.what, check.expected, check.actual, isMet(check) ? 'ok' : 'DIFFERS']),
  ]);
