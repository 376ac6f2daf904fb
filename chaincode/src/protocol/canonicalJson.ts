// SPDX-License-Identifier: Apache-2.0
import { RegistryError } from './errors';
import { readJson } from './json/read';
import { JsonProblem } from './json/values';
import type { JsonInput, JsonValue } from './json/values';
import { writeJson } from './json/write';

export type { JsonInput, JsonInputObject, JsonObject, JsonValue } from './json/values';

/** The longest text that is read unless the caller says otherwise, in UTF-16 code units. */
export const MAX_JSON_LENGTH = 1_048_576;

const translated = <T>(work: () => T): T => {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof JsonProblem)) throw error;
    throw new RegistryError('INVALID_JSON', { reason: error.message, at: error.at }, { cause: error });
  }
};

/**
 * The canonical JSON (RFC 8785) of a value: the one form that is hashed, signed and stored.
 *
 * Of its numbers only safe integers are taken, since no float is ever hashed. Only enumerable string keys count.
 *
 * @throws RegistryError INVALID_JSON for undefined, fractions, lone surrogates, U+0000, objects that are not plain,
 * cycles and anything deeper than 64 levels
 */
export const canonicalJson = (value: JsonInput): string => translated(() => writeJson(value));

/**
 * Reads attacker-controlled JSON in linear time. What it returns, {@link canonicalJson} can write.
 *
 * @param text - the whole document
 * @param maxLength - the longest text taken, in UTF-16 code units
 * @throws RegistryError INVALID_JSON with the offset, for bad syntax, duplicate keys, `__proto__`, U+0000, lone
 * surrogates, numbers with a fraction or exponent or beyond 2^53 - 1, and anything deeper than 64 levels
 */
export const parseJson = (text: string, maxLength: number = MAX_JSON_LENGTH): JsonValue => {
  if (text.length > maxLength) throw new RegistryError('INVALID_JSON', { reason: 'too long', maxLength });
  return translated(() => readJson(text));
};
