// SPDX-License-Identifier: Apache-2.0
import { isAsExpected } from './run';
import type { Outcome } from './run';

const HEADER = ['product', 'registry', 'case', 'expected', 'actual', 'certificate', 'block', 'transaction', ''];

const rowOf = (outcome: Outcome): string[] => [
  outcome.key,
  outcome.registry,
  outcome.caseId,
  outcome.expected,
  outcome.state,
  outcome.certificateNumber,
  outcome.block,
  outcome.transactionId,
  isAsExpected(outcome) ? 'ok' : 'DIFFERS',
];

/** The outcomes as a table of aligned columns. */
export const outcomeTable = (outcomes: readonly Outcome[]): string => {
  const rows = [HEADER, ...outcomes.map(rowOf)];
  const widths = HEADER.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};
