// SPDX-License-Identifier: Apache-2.0
import { JsonProblem, MAX_DEPTH, PROTO_PROBLEM, stringProblem } from './values';

/** Printable ASCII without quotation mark and backslash: JSON writes these as they are. */
const PLAIN = /^[ !#-[\]-~]*$/;

/** Told by its shape, not by identity: an object of another realm (a worker, a test sandbox) is plain as well. */
const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
};

/** Writes one value, and knows the way from the root to what it writes, for whoever must mend it. */
class Writer {
  readonly #way: (string | number)[] = [];

  write(value: unknown): string {
    if (value === null || typeof value === 'boolean') return String(value);
    if (typeof value === 'number') return this.#number(value);
    if (typeof value === 'string') return this.#quoted(value);
    return typeof value === 'object' ? this.#nested(value) : this.#fail(`JSON has no ${typeof value}`);
  }

  /** @throws JsonProblem at a JSON pointer (RFC 6901) */
  #fail(reason: string): never {
    const steps = this.#way.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`);
    throw new JsonProblem(reason, steps.join(''));
  }

  #number(value: number): string {
    return Number.isSafeInteger(value) ? String(value) : this.#fail('a number must be a safe integer');
  }

  #quoted(text: string): string {
    if (PLAIN.test(text)) return `"${text}"`;
    const problem = stringProblem(text);
    return problem === undefined ? JSON.stringify(text) : this.#fail(problem);
  }

  #nested(value: object): string {
    if (this.#way.length >= MAX_DEPTH) this.#fail(`nesting must not exceed ${MAX_DEPTH} levels`);
    return Array.isArray(value) ? this.#array(value) : this.#object(value);
  }

  #array(value: readonly unknown[]): string {
    let text = '[';
    for (let index = 0; index < value.length; index += 1) {
      this.#way.push(index);
      text += (index === 0 ? '' : ',') + this.write(value[index]);
      this.#way.pop();
    }
    return `${text}]`;
  }

  #object(value: object): string {
    if (!isPlain(value)) this.#fail('an object must be plain');
    let text = '';
    // RFC 8785 3.2.3 sorts by UTF-16 code units, which is what sort() without a comparison does.
    for (const key of Object.keys(value).sort()) text += `${text === '' ? '' : ','}${this.#member(value, key)}`;
    return `{${text}}`;
  }

  #member(value: object, key: string): string {
    if (key === '__proto__') this.#fail(PROTO_PROBLEM);
    const name = this.#quoted(key);
    this.#way.push(key);
    const member = this.write((value as Record<string, unknown>)[key]);
    this.#way.pop();
    return `${name}:${member}`;
  }
}

/**
 * Writes canonical JSON (RFC 8785). A cycle ends at the limit of depth.
 *
 * @throws JsonProblem for whatever JSON of ours must not carry
 */
export const writeJson = (value: unknown): string => new Writer().write(value);
