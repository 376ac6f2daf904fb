// SPDX-License-Identifier: Apache-2.0
import { alignedTable } from './alignedTable';
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
export const outcomeTable = (outcomes: readonly Outcome[]): string => alignedTable([HEADER, ...outcomes.map(rowOf)]);
