// SPDX-License-Identifier: Apache-2.0
import type { z } from 'zod';

type Issue = z.core.$ZodRawIssue;
type TooMuchOrLittle = z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall;

const TYPES: Readonly<Record<string, string>> = {
  string: 'must be a text',
  int: 'must be a whole number',
  number: 'must be a number',
  boolean: 'must be true or false',
  array: 'must be a list',
  object: 'must be an object',
};

/** What is counted, by what has too many or too few of it. */
const UNITS: Readonly<Record<string, string>> = { string: ' characters', array: ' items' };

const boundMessage = ({ origin }: TooMuchOrLittle, comparison: string, bound: number | bigint): string => {
  const unit = UNITS[origin];
  if (unit !== undefined && comparison === 'at least' && bound === 1) return 'must not be empty';
  return unit === undefined ? `must be ${comparison} ${bound}` : `must have ${comparison} ${bound}${unit}`;
};

/**
 * What is wrong with a field, in our words and not in those of a library's version: every endorser says the same, and
 * nothing of the value is repeated. A rule that has words of its own keeps them.
 */
export const plainMessage = (issue: Issue): string => {
  if (issue.input === undefined) return 'is required';
  switch (issue.code) {
    case 'invalid_type':
      return TYPES[issue.expected] ?? 'has the wrong type';
    case 'invalid_value':
      return `must be one of ${issue.values.join(', ')}`;
    case 'too_small':
      return boundMessage(issue as TooMuchOrLittle, 'at least', issue.minimum);
    case 'too_big':
      return boundMessage(issue as TooMuchOrLittle, 'at most', issue.maximum);
    case 'unrecognized_keys':
      return 'is not a field of this request';
    default:
      return 'does not have the form of this field';
  }
};
