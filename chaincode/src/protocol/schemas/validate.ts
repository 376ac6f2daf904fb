// SPDX-License-Identifier: Apache-2.0
import type { z } from 'zod';
import { RegistryError } from '../errors';
import { plainMessage } from './plainMessage';

/** One thing that is wrong with a request. */
export interface Problem {
  /** JSON pointer (RFC 6901) of the field. */
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/** No answer grows without bound because a hostile request does. */
const MAX_PROBLEMS = 100;

const pointerTo = (path: readonly PropertyKey[]): string =>
  path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

const problemsOf = (issue: z.core.$ZodIssue): Problem[] =>
  issue.code === 'unrecognized_keys'
    ? issue.keys.map((key) => ({
        path: pointerTo([...issue.path, key]),
        code: issue.code,
        message: issue.message,
      }))
    : [{ path: pointerTo(issue.path), code: issue.code, message: issue.message }];

/**
 * Checks attacker-controlled JSON against a schema.
 *
 * @throws RegistryError VALIDATION_FAILED with all problems, each with the path of its field
 */
export const validated = <T>(schema: z.ZodType<T>, value: unknown): T => {
  const result = schema.safeParse(value, { error: plainMessage });
  if (result.success) return result.data;
  const problems = result.error.issues.flatMap(problemsOf).slice(0, MAX_PROBLEMS);
  throw new RegistryError('VALIDATION_FAILED', { problems: problems.map((problem) => ({ ...problem })) });
};
