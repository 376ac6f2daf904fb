// SPDX-License-Identifier: Apache-2.0
import { readCompactJson } from './readCompact';
import { JsonProblem, keyProblem, MAX_DEPTH, stringProblem } from './values';
import type { JsonObject, JsonValue } from './values';

/** The words of JSON that are no numbers. */
const LITERALS: ReadonlyMap<string, JsonValue> = new Map<string, JsonValue>([
  ['true', true],
  ['false', false],
  ['null', null],
]);
const WORD = /[-+.0-9A-Za-z]*/y;
const INTEGER = /^-?(?:0|[1-9][0-9]*)$/;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const isSpace = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;

/** Reads one attacker-controlled text from left to right, looking at each character a bounded number of times. */
class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): JsonValue {
    const value = this.#value(0);
    this.#skipSpace();
    if (this.#at < this.#text.length) this.#fail('nothing may follow the value');
    return value;
  }

  #fail(reason: string): never {
    throw new JsonProblem(reason, `@${this.#at}`);
  }

  #skipSpace(): void {
    while (isSpace(this.#text.charCodeAt(this.#at))) this.#at += 1;
  }

  /** Whether the next character is this one; if so, it is taken. */
  #take(character: string): boolean {
    this.#skipSpace();
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #expect(character: string): void {
    if (!this.#take(character)) this.#fail(`expected ${character}`);
  }

  #value(depth: number): JsonValue {
    if (this.#take('{')) return this.#members(this.#deeper(depth));
    if (this.#take('[')) return this.#items(this.#deeper(depth));
    return this.#text.charCodeAt(this.#at) === QUOTE ? this.#string() : this.#word();
  }

  #deeper(depth: number): number {
    return depth < MAX_DEPTH ? depth + 1 : this.#fail(`nesting must not exceed ${MAX_DEPTH} levels`);
  }

  #members(depth: number): JsonObject {
    const members: Record<string, JsonValue> = {};
    if (this.#take('}')) return members;
    do {
      const key = this.#key();
      if (Object.hasOwn(members, key)) this.#fail('a key must not stand twice');
      this.#expect(':');
      members[key] = this.#value(depth);
    } while (this.#take(','));
    this.#expect('}');
    return members;
  }

  #items(depth: number): JsonValue[] {
    const items: JsonValue[] = [];
    if (this.#take(']')) return items;
    do items.push(this.#value(depth));
    while (this.#take(','));
    this.#expect(']');
    return items;
  }

  #key(): string {
    this.#skipSpace();
    if (this.#text.charCodeAt(this.#at) !== QUOTE) this.#fail('expected a key');
    const key = this.#string();
    const problem = keyProblem(key);
    return problem === undefined ? key : this.#fail(problem);
  }

  /** The escapes of a string are the engine's own business: only its end is looked for here. */
  #string(): string {
    const start = this.#at;
    let end = start + 1;
    while (end < this.#text.length && this.#text.charCodeAt(end) !== QUOTE) {
      end += this.#text.charCodeAt(end) === BACKSLASH ? 2 : 1;
    }
    const value = this.#unescaped(this.#text.slice(start, end + 1));
    const problem = stringProblem(value);
    if (problem !== undefined) this.#fail(problem);
    this.#at = end + 1;
    return value;
  }

  #unescaped(quoted: string): string {
    try {
      return JSON.parse(quoted) as string;
    } catch {
      return this.#fail('a string is not closed or not escaped rightly');
    }
  }

  #word(): JsonValue {
    WORD.lastIndex = this.#at;
    WORD.test(this.#text);
    const word = this.#text.slice(this.#at, WORD.lastIndex);
    const literal = LITERALS.get(word);
    const value = literal === undefined ? this.#integer(word) : literal;
    this.#at += word.length;
    return value;
  }

  #integer(word: string): number {
    const value = INTEGER.test(word) ? Number(word) : NaN;
    if (!Number.isSafeInteger(value)) this.#fail('expected a value: numbers must be safe integers');
    // "-0" is the integer 0, as RFC 8785 writes it.
    return value === 0 ? 0 : value;
  }
}

/**
 * Reads JSON strictly (RFC 8259, I-JSON RFC 7493 without fractions).
 *
 * @throws JsonProblem naming the offset
 */
export const readJson = (text: string): JsonValue => readCompactJson(text) ?? new Reader(text).document();
