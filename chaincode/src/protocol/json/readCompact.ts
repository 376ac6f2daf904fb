// SPDX-License-Identifier: Apache-2.0
import { keyProblem, MAX_DEPTH, stringProblem } from './values';
import type { JsonValue } from './values';

/** Whether everything inside a value may stand in JSON of ours. */
const isSound = (value: unknown, depth: number): boolean => {
  if (typeof value === 'string') return stringProblem(value) === undefined;
  if (typeof value === 'number') return Number.isSafeInteger(value);
  if (typeof value !== 'object' || value === null) return true;
  if (depth === MAX_DEPTH) return false;
  if (Array.isArray(value)) return value.every((item) => isSound(item, depth + 1));
  return Object.entries(value).every(([key, member]) => keyProblem(key) === undefined && isSound(member, depth + 1));
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // Where it is wrong is for the strict reader to say.
    return undefined;
  }
};

const isWrittenAs = (value: unknown, text: string): boolean => {
  try {
    return JSON.stringify(value) === text;
  } catch {
    // Nested too deep for the engine, and so for us.
    return false;
  }
};

/**
 * Reads JSON that is written without spaces, as canonical JSON and most programs write it, by the engine's own parser.
 * That one passes over what ours refuses; a text that it would write otherwise than it stands there is not taken: a key
 * that stands twice, a number in another spelling.
 *
 * @returns undefined for what the strict reader must look at
 */
export const readCompactJson = (text: string): JsonValue | undefined => {
  const value = parsed(text);
  // A null is left to the strict reader as well, since it answers like nothing.
  if (value === undefined || value === null || !isWrittenAs(value, text)) return undefined;
  return isSound(value, 0) ? (value as JsonValue) : undefined;
};
