// SPDX-License-Identifier: Apache-2.0
/** A value that JSON can carry and that we hash: numbers are safe integers. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/**
 * A value that is about to be written as JSON. Its type may name optional properties; one that is present and
 * undefined is refused while writing, since "absent" and "undefined" must not be two ways to say the same.
 */
export type JsonInput = null | boolean | number | string | readonly JsonInput[] | JsonInputObject;

export interface JsonInputObject {
  readonly [key: string]: JsonInput | undefined;
}

/** How deep arrays and objects may lie inside each other. */
export const MAX_DEPTH = 64;

/** Why a text or value is not acceptable JSON. Translated to a `RegistryError` where it leaves this folder. */
export class JsonProblem extends Error {
  override readonly name = 'JsonProblem';
  /** Where: a JSON pointer while writing, `@` and an offset in UTF-16 code units while reading. */
  readonly at: string;

  constructor(reason: string, at: string) {
    super(reason);
    this.at = at;
  }
}

/** Whether a text has half of a surrogate pair without the other half. */
export const hasLoneSurrogate = (text: string): boolean => !text.isWellFormed();

/** Why a string may not stand in JSON of ours, or undefined if it may. PostgreSQL cannot store U+0000. */
export const stringProblem = (text: string): string | undefined => {
  if (text.includes('\0')) return 'a string must not contain U+0000';
  return hasLoneSurrogate(text) ? 'a string must not contain a lone surrogate' : undefined;
};

/** Why no object of ours has a key `__proto__`: careless programs would take it for more than a key. */
export const PROTO_PROBLEM = 'a key must not be __proto__';

/** Why a string may not be an object's key, or undefined if it may. */
export const keyProblem = (key: string): string | undefined =>
  key === '__proto__' ? PROTO_PROBLEM : stringProblem(key);
