// SPDX-License-Identifier: Apache-2.0
import type { SeededRandom } from '../../support/seededRandom';

type Json = Record<string, unknown>;

const STRANGE: readonly unknown[] = [
  null,
  0,
  -1,
  1.5,
  '',
  'x'.repeat(5_000),
  [],
  {},
  true,
  '\u0000',
  '\ud800',
  '2026-13-45',
];

/** Text changes that leave no JSON, or JSON that readers disagree about. */
const BROKEN: readonly ((text: string) => string)[] = [
  (text) => text.slice(0, -1),
  (text) => `${text} `,
  (text) => text.replace('{', '{"idempotencyKey":"twice-twice","'),
  (text) => text.replace('{', '{"__proto__":{"role":"decider"},'),
  () => '',
  () => '[]',
  (text) => text.replaceAll('"', "'"),
];

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;

/** Walks down to one of the objects within a body. */
function somewhereIn(body: Json, random: SeededRandom): Json {
  const inner = Object.values(body).filter(isObject);
  return inner.length > 0 && random.chance(0.6) ? somewhereIn(random.pick(inner), random) : body;
}

/** A request that is wrong somewhere. */
export function mangled(body: object, random: SeededRandom): string {
  const copy = structuredClone(body) as Json;
  const place = somewhereIn(copy, random);
  const field = random.pick(Object.keys(place));
  const kind = random.named({ missing: 2, strange: 4, unknown: 1, broken: 2 });
  if (kind === 'missing') Reflect.deleteProperty(place, field);
  if (kind === 'strange') place[field] = random.pick(STRANGE);
  if (kind === 'unknown') place['surplus'] = 1;
  const text = JSON.stringify(copy);
  return kind === 'broken' ? random.pick(BROKEN)(text) : text;
}
