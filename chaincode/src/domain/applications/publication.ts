// SPDX-License-Identifier: Apache-2.0
import type { JsonInput, JsonInputObject, JsonValue } from '../../protocol/canonicalJson';
import type { Filing } from '../../protocol/schemas/filing';
import { sealed } from '../../protocol/schemas/primitives';
import type { Notice } from '../../protocol/schemas/records';
import { expandPattern, valueAt, withoutValueAt } from './pointer';

const publicMembers = (value: JsonInputObject): JsonValue | undefined => {
  const members = Object.entries(value).flatMap(([key, member]) => {
    const open = publicPart(member);
    return open === undefined ? [] : [[key, open] as const];
  });
  return members.length === 0 ? undefined : Object.fromEntries(members);
};

const isList = (value: JsonInput): value is readonly JsonInput[] => Array.isArray(value);

/** A value without whatever is sealed in it: a commitment says nothing to the public and may not be guessed at. */
const publicPart = (value: JsonInput | undefined): JsonValue | undefined => {
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.flatMap((item) => publicPart(item) ?? []);
  return sealed.safeParse(value).success ? undefined : publicMembers(value);
};

/** The fields that a notice publishes: those of the profile, less the withheld and the sealed ones. */
export const publishedFields = (
  filing: Filing,
  patterns: readonly string[],
  withheld: readonly string[],
): Notice['publishedFields'] => {
  const open = withheld.reduce<JsonInput>(withoutValueAt, filing);
  return patterns
    .flatMap((pattern) => expandPattern(open, pattern))
    .flatMap((path) => {
      const value = publicPart(valueAt(open, path));
      return value === undefined ? [] : [{ path, value }];
    });
};
