// SPDX-License-Identifier: Apache-2.0
import { valueAt, withAt, withoutAt } from './bodyAt';
import { isList, isObject, takesAnything, typesOf } from './schemaFields';
import type { Field } from './schemaFields';

/** Fields in which people write as they like: width and alphabet are theirs, invisible characters are not. */
const FREE_TEXT: ReadonlySet<string> = new Set(
  (
    'address algorithm basis businessScope category conditions contact dataSummary deIdentification departure ' +
    'description filingNumber finding interest legalBasis licence limits note number password processingRule reason registry ' +
    'registeredAddress registrationNumber remedy scenario scope source statement status term title type username'
  ).split(' '),
);

/** Names of people, organizations and products: what only looks like a common letter is refused in them. */
const NAMES: ReadonlySet<string> = new Set(
  'applicantName contactName dataName holderName legalRepresentative name objectorName'.split(' '),
);

const wordOf = ({ pointer }: Field): string =>
  pointer
    .split('/')
    .filter((step) => !/^\d*$/.test(step))
    .at(-1) ?? '';

/** What a map holds under names that say nothing of it: a rule profile's articles. */
const isInProseMap = ({ pointer }: Field): boolean => /\/articles\/\w+$/.test(pointer);

const isBound = ({ schema }: Field): boolean => schema.enum !== undefined || schema.pattern !== undefined;
const isText = ({ schema }: Field): boolean => schema.type === 'string';
/** A list of tokens in one string may have none. */
const mayBeEmpty = ({ schema }: Field): boolean =>
  schema.pattern !== undefined && new RegExp(schema.pattern, 'u').test('');

/** Whether people write prose there. */
export const isProse = (field: Field): boolean =>
  isText(field) && !isBound(field) && (FREE_TEXT.has(wordOf(field)) || NAMES.has(wordOf(field)) || isInProseMap(field));
const isName = (field: Field): boolean => isText(field) && !isBound(field) && NAMES.has(wordOf(field));

const OF_ANOTHER_TYPE: Readonly<Record<string, unknown>> = {
  string: 7,
  integer: '７',
  number: '1',
  boolean: 'true',
  object: ['x'],
  array: { 0: 'x' },
};

/** Of a choice of types a number, which none of ours has beside others. */
const anotherType = ([type, ...others]: readonly string[]): unknown => (others.length > 0 ? 7 : OF_ANOTHER_TYPE[type!]);

const widened = (text: string): string =>
  Array.from(text)
    .map((one) => (one > ' ' && one <= '~' ? String.fromCodePoint(one.codePointAt(0)! + 0xfee0) : one))
    .join('');

const LOOKS_LATIN: Readonly<Record<string, string>> = {
  a: 'а',
  A: 'А',
  c: 'с',
  C: 'С',
  e: 'е',
  E: 'Е',
  o: 'о',
  O: 'О',
};
/** The same letters in Cyrillic where there are such, and one more of them. */
const disguised = (text: string): string =>
  `${Array.from(text)
    .map((one) => LOOKS_LATIN[one] ?? one)
    .join('')}Zо`;

/** Makes a hostile body out of a good one, or nothing where that kind does not apply to the field. */
type Spoil = (field: Field, body: unknown) => unknown;

const putting =
  (applies: (field: Field) => boolean, valueFor: (now: string, field: Field) => unknown): Spoil =>
  (field, body) => {
    if (!applies(field)) return undefined;
    const now = valueAt(body, field.pointer);
    return withAt(body, field.pointer, valueFor(typeof now === 'string' ? now : 'ZZ-001', field));
  };

const copies = (body: unknown, pointer: string): unknown[] =>
  Array.from({ length: 1_001 }, () => valueAt(body, `${pointer}/0`) ?? 'x');

/** Every way in which one field of a body can be hostile. */
export const HOSTILE_KINDS: Readonly<Record<string, Spoil>> = {
  missing: (field, body) => (field.isRequired ? withoutAt(body, field.pointer) : undefined),
  null: putting(
    (field) => !takesAnything(field),
    () => null,
  ),
  'of another type': putting(
    (field) => typesOf(field.schema).length > 0,
    (_, { schema }) => anotherType(typesOf(schema)),
  ),
  'too long': (field, body) => {
    if (isText(field)) return withAt(body, field.pointer, '长'.repeat(5_001));
    return isList(field) ? withAt(body, field.pointer, copies(body, field.pointer)) : undefined;
  },
  empty: putting(
    (field) => isText(field) && !mayBeEmpty(field),
    () => '',
  ),
  'below every bound': putting(
    ({ schema }) => schema.type === 'integer',
    () => -1,
  ),
  'in full width': putting((field) => isText(field) && !isProse(field), widened),
  'in letters that only look alike': putting((field) => isText(field) && (!isProse(field) || isName(field)), disguised),
  'with letters that turn the line round': putting(isText, (now) => `${now}\u202e`),
  'with something invisible': putting(isText, (now) => `${now.slice(0, 1)}\u200b${now.slice(1)}`),
  'with a control character': putting(isText, (now) => `${now}\u0007`),
  'with a field too many': (field, body) =>
    isObject(field) ? withAt(body, `${field.pointer}/unheardOf`, 'x') : undefined,
  'with the prototype’s constructor': (field, body) =>
    isObject(field) ? withAt(body, `${field.pointer}/constructor`, { prototype: { role: 'decider' } }) : undefined,
};

export interface Hostile {
  readonly kind: string;
  readonly field: Field;
  readonly body: unknown;
}

/** Every hostile body of a form, one field wrong in each. */
export const hostileBodies = (fields: readonly Field[], example: unknown): Hostile[] =>
  Object.entries(HOSTILE_KINDS).flatMap(([kind, spoil]) =>
    fields.flatMap((field) => {
      const body = spoil(field, example);
      return body === undefined ? [] : [{ kind, field, body }];
    }),
  );
