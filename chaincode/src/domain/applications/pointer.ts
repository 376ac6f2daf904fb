// SPDX-License-Identifier: Apache-2.0
import type { JsonInput, JsonInputObject } from '../../protocol/canonicalJson';

const stepsOf = (pointer: string): string[] => pointer.split('/').slice(1);

const isList = (value: JsonInput): value is readonly JsonInput[] => Array.isArray(value);
const isObject = (value: JsonInput): value is JsonInputObject =>
  typeof value === 'object' && value !== null && !isList(value);

/** Own members and real indexes only: the pointer comes from outside. */
const child = (value: JsonInput, step: string): JsonInput | undefined => {
  if (isList(value)) return /^(0|[1-9]\d{0,3})$/.test(step) ? value[Number(step)] : undefined;
  return isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
};

/** What a JSON pointer (RFC 6901, without escapes) points at, or undefined. */
export const valueAt = (root: JsonInput, pointer: string): JsonInput | undefined =>
  stepsOf(pointer).reduce<JsonInput | undefined>(
    (value, step) => (value === undefined ? undefined : child(value, step)),
    root,
  );

const replaced = (value: JsonInput, step: string, next: JsonInput | undefined): JsonInput | undefined => {
  if (isList(value)) {
    const index = Number(step);
    return next === undefined || child(value, step) === undefined ? undefined : value.with(index, next);
  }
  if (!isObject(value)) return undefined;
  if (next !== undefined) return { ...value, [step]: next };
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== step));
};

const put = (value: JsonInput, steps: readonly string[], next: JsonInput | undefined): JsonInput | undefined => {
  const [step, ...rest] = steps;
  if (step === undefined) return next;
  if (rest.length === 0) return replaced(value, step, next);
  const inner = child(value, step);
  const changed = inner === undefined ? undefined : put(inner, rest, next);
  return changed === undefined ? undefined : replaced(value, step, changed);
};

/** A copy with the value put where the pointer points; undefined where there is no such place. */
export const withValueAt = (root: JsonInput, pointer: string, next: JsonInput): JsonInput | undefined =>
  put(root, stepsOf(pointer), next);

/** A copy without the member that the pointer names; the same where it names none. */
export const withoutValueAt = (root: JsonInput, pointer: string): JsonInput =>
  put(root, stepsOf(pointer), undefined) ?? root;

/** The pointers that a pattern stands for in a value, `*` meaning every item of a list, in their order. */
export const expandPattern = (root: JsonInput, pattern: string): string[] =>
  stepsOf(pattern).reduce<string[]>(
    (pointers, step) => {
      if (step !== '*') return pointers.map((pointer) => `${pointer}/${step}`);
      return pointers.flatMap((pointer) => {
        const list = valueAt(root, pointer);
        return list !== undefined && isList(list) ? list.map((_, index) => `${pointer}/${index}`) : [];
      });
    },
    [''],
  );
