// SPDX-License-Identifier: Apache-2.0
import { keyProblem, JsonProblem, MAX_DEPTH, stringProblem } from './values';

/** The way from the root, kept as a chain because it is read only when something is wrong. */
interface Place {
  readonly depth: number;
  readonly outer?: Place;
  readonly step?: string | number;
}

/** As a JSON pointer (RFC 6901). */
const pointerOf = ({ outer, step }: Place): string =>
  outer === undefined ? '' : `${pointerOf(outer)}/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`;

const fail = (reason: string, place: Place): never => {
  throw new JsonProblem(reason, pointerOf(place));
};

const inside = (outer: Place, step: string | number): Place => ({ depth: outer.depth + 1, outer, step });

const writeNumber = (value: number, place: Place): string =>
  Number.isSafeInteger(value) ? String(value) : fail('a number must be a safe integer', place);

const writeString = (value: string, place: Place): string => {
  const problem = stringProblem(value);
  return problem === undefined ? JSON.stringify(value) : fail(problem, place);
};

const writeArray = (value: readonly unknown[], place: Place): string =>
  `[${Array.from(value, (item, index) => write(item, inside(place, index))).join(',')}]`;

/** Told by its shape, not by identity: an object of another realm (a worker, a test sandbox) is plain as well. */
const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
};

const writeMember = (value: object, key: string, place: Place): string => {
  const problem = keyProblem(key);
  if (problem !== undefined) fail(problem, place);
  return `${JSON.stringify(key)}:${write((value as Record<string, unknown>)[key], inside(place, key))}`;
};

const writeObject = (value: object, place: Place): string => {
  if (!isPlain(value)) fail('an object must be plain', place);
  // RFC 8785 3.2.3 sorts by UTF-16 code units, which is what sort() without a comparison does.
  const members = Object.keys(value).sort();
  return `{${members.map((key) => writeMember(value, key, place)).join(',')}}`;
};

const writeNested = (value: object, place: Place): string => {
  if (place.depth >= MAX_DEPTH) fail(`nesting must not exceed ${MAX_DEPTH} levels`, place);
  return Array.isArray(value) ? writeArray(value, place) : writeObject(value, place);
};

const write = (value: unknown, place: Place): string => {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return writeNumber(value, place);
  if (typeof value === 'string') return writeString(value, place);
  return typeof value === 'object' ? writeNested(value, place) : fail(`JSON has no ${typeof value}`, place);
};

/**
 * Writes canonical JSON (RFC 8785). A cycle ends at the limit of depth.
 *
 * @throws JsonProblem for whatever JSON of ours must not carry
 */
export const writeJson = (value: unknown): string => write(value, { depth: 0 });
