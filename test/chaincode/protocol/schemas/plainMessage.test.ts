// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { caseCommands } from '../../../../chaincode/src/protocol/schemas/commands';
import { commandForms } from '../../../../chaincode/src/protocol/schemas/forms';
import { validated } from '../../../../chaincode/src/protocol/schemas/validate';
import type { Problem } from '../../../../chaincode/src/protocol/schemas/validate';
import { refusalOf } from '../../../support/refusal';

const messagesOf = (schema: z.ZodType, value: unknown): string[] => {
  const problems = refusalOf(() => validated(schema, value)).details['problems'] as unknown as Problem[];
  return problems.map(({ message }) => message);
};

const cases: readonly (readonly [string, z.ZodType, unknown, string])[] = [
  ['nothing where a list belongs', z.array(z.string()), undefined, 'is required'],
  ['nothing where one of some words belongs', z.enum(['A', 'B']), undefined, 'is required'],
  ['a number for a text', z.string(), 1, 'must be a text'],
  ['a text for a whole number', z.int(), '1', 'must be a number'],
  ['a fraction for a whole number', z.int(), 1.5, 'must be a whole number'],
  ['a text for a truth', z.boolean(), 'yes', 'must be true or false'],
  ['a text for a list', z.array(z.string()), 'x', 'must be a list'],
  ['a list for an object', z.strictObject({}), [], 'must be an object'],
  ['a text for a date', z.date(), 'x', 'has the wrong type'],
  ['another word', z.enum(['A', 'B']), 'C', 'must be one of A, B'],
  ['an empty text', z.string().min(1), '', 'must not be empty'],
  ['too short a text', z.string().min(2), 'a', 'must have at least 2 characters'],
  ['too many items', z.array(z.string()).max(1), ['a', 'b'], 'must have at most 1 items'],
  ['too small a number', z.int().min(1), 0, 'must be at least 1'],
  ['too large a number', z.int().max(9), 10, 'must be at most 9'],
  [
    'neither of two forms',
    z.union([z.strictObject({ a: z.int() }), z.strictObject({ b: z.int() })]),
    {},
    'does not have the form of this field',
  ],
  ['an unknown field', z.strictObject({}), { more: 1 }, 'is not a field of this request'],
  ['what breaks a rule with words of its own', z.string().refine(() => false, 'must rhyme'), 'x', 'must rhyme'],
  ['what breaks the form that a field names', z.string().regex(/^a$/, 'must be an a'), 'b', 'must be an a'],
];

describe('what is said of a bad field', () => {
  it.each(cases)('given %s, is plain', (_, schema, value, message) => {
    expect(messagesOf(schema, value)).toEqual([message]);
  });

  it.each([...Object.entries(caseCommands), ...Object.entries(commandForms)])(
    'is never the wording of a library: %s',
    (_, schema: z.ZodType) => {
      const hostile = [undefined, null, 1, 'x', [], [1], { a: 1 }];
      const said = hostile.flatMap((value) => {
        return schema.safeParse(value).success ? [] : messagesOf(schema, value);
      });
      expect(said.filter((message) => /^Invalid|^Too |^Unrecognized|expected/.test(message))).toEqual([]);
      expect(said.length).toBeGreaterThan(0);
    },
  );
});
