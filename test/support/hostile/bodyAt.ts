// SPDX-License-Identifier: Apache-2.0

type Container = Record<string, unknown>;

const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null;
const isIndex = (step: string): boolean => /^\d+$/.test(step);

/** The value inside a body in which a pointer ends; what is missing on the way, or of another kind, is made. */
const parentOf = (body: Container, steps: readonly string[]): Container =>
  steps.slice(0, -1).reduce<Container>((parent, step, index) => {
    const known = parent[step];
    const wantsList = isIndex(steps[index + 1]!);
    if (isContainer(known) && Array.isArray(known) === wantsList) return known;
    const made = (wantsList ? [] : {}) as Container;
    parent[step] = made;
    return made;
  }, body);

/** A copy of a body with a value at a pointer. */
export const withAt = (body: unknown, pointer: string, value: unknown): unknown => {
  const copy = structuredClone(body) as Container;
  const steps = pointer.slice(1).split('/');
  parentOf(copy, steps)[steps.at(-1)!] = value;
  return copy;
};

/** A copy of a body without what a pointer names. */
export const withoutAt = (body: unknown, pointer: string): unknown => {
  const copy = structuredClone(body) as Container;
  const steps = pointer.slice(1).split('/');

  Reflect.deleteProperty(parentOf(copy, steps), steps.at(-1)!);
  return copy;
};

/** What a pointer names in a body, or undefined. */
export const valueAt = (body: unknown, pointer: string): unknown =>
  pointer
    .slice(1)
    .split('/')
    .reduce<unknown>((value, step) => (isContainer(value) ? value[step] : undefined), body);
