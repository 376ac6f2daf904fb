// SPDX-License-Identifier: Apache-2.0
import { RegistryError } from '../errors';

/**
 * Turns a problem into a refusal. The value itself is not repeated: it may be a person's number.
 *
 * @throws RegistryError INVALID_IDENTIFIER with the kind of identifier and its problem
 */
export const assertNoProblem = (identifier: string, problem: string | undefined): void => {
  if (problem !== undefined) throw new RegistryError('INVALID_IDENTIFIER', { identifier, problem });
};

/** The weighted sum of the values of a text's characters, the common part of the Chinese check-digit rules. */
export const weightedSum = (text: string, weights: readonly number[], valueOf: (character: string) => number): number =>
  weights.reduce((sum, weight, index) => sum + weight * valueOf(text.charAt(index)), 0);
