// SPDX-License-Identifier: Apache-2.0
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { canonicalJson, MAX_JSON_LENGTH, parseJson } from '../../../chaincode/src/protocol/canonicalJson';
import type { JsonInput, JsonValue } from '../../../chaincode/src/protocol/canonicalJson';
import { jsonText, jsonValue } from '../../support/json';
import { refusalOf } from '../../support/refusal';
import { readVectors } from '../../support/vectors';

const { vectors } = readVectors('canonicalJson.json') as {
  vectors: { name: string; value: JsonValue; canonical: string }[];
};

const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
const unchecked = (value: unknown): string => canonicalJson(value as JsonInput);

class Money {
  readonly amount = 1;
}

describe('canonicalJson', () => {
  it.each(vectors)('writes the RFC 8785 vector: $name', ({ value, canonical }) => {
    expect(canonicalJson(value)).toBe(canonical);
  });

  it('writes what the reference implementation writes', () => {
    fc.assert(
      fc.property(jsonValue, (value) => {
        expect(canonicalJson(value)).toBe(canonicalize(value));
      }),
    );
  });

  it('writes the same text whatever order the keys came in', () => {
    fc.assert(
      fc.property(fc.dictionary(jsonText, fc.integer()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(reversed)).toBe(canonicalJson(value));
      }),
    );
  });

  it('takes objects without a prototype and of another realm', () => {
    const bare = Object.assign(Object.create(null) as object, { b: 1, a: 2 });
    expect(unchecked(bare)).toBe('{"a":2,"b":1}');
    expect(unchecked(structuredClone({ a: [{}] }))).toBe('{"a":[{}]}');
  });

  it('writes minus zero as zero', () => {
    expect(canonicalJson(-0)).toBe('0');
  });

  it('writes one object twice where it stands twice', () => {
    const shared = { a: 1 };
    expect(canonicalJson([shared, shared])).toBe('[{"a":1},{"a":1}]');
  });

  it.each<[string, unknown, string]>([
    ['undefined', undefined, ''],
    ['a property that is present and undefined', { a: { b: undefined } }, '/a/b'],
    ['a hole in an array', { list: Array(2) }, '/list/0'],
    ['a fraction', [0.5], '/0'],
    ['NaN', { a: NaN }, '/a'],
    ['Infinity', { a: -Infinity }, '/a'],
    ['an integer beyond 2^53 - 1', { 'a/b~c': 2 ** 53 }, '/a~1b~0c'],
    ['a bigint', [1n], '/0'],
    ['a function', { toJSON: () => 1 }, '/toJSON'],
    ['a symbol', [Symbol('a')], '/0'],
    ['a date', [new Date(0)], '/0'],
    ['a map', [new Map()], '/0'],
    ['an object of a class', { price: new Money() }, '/price'],
    ['bytes', { bytes: Uint8Array.of(1) }, '/bytes'],
    ['a lone surrogate', ['a\ud800'], '/0'],
    ['a lone surrogate in a key', { '\udc00': 1 }, ''],
    ['U+0000 in a string', { a: '\0' }, '/a'],
    ['U+0000 in a key', { 'a\0': 1 }, ''],
    ['__proto__ as a key', JSON.parse('{"__proto__":1}'), ''],
  ])('refuses %s and says where', (_, value, at) => {
    expect(refusalOf(() => unchecked(value))).toMatchObject({ code: 'INVALID_JSON', details: { at } });
  });

  it('refuses a cycle', () => {
    const cycle: unknown[] = [];
    cycle.push(cycle);
    expect(refusalOf(() => unchecked(cycle)).details['reason']).toBe('nesting must not exceed 64 levels');
  });

  it('writes 64 levels and refuses 65', () => {
    expect(canonicalJson(JSON.parse(nested(64)) as JsonValue)).toBe(nested(64));
    expect(refusalOf(() => canonicalJson(JSON.parse(nested(65)) as JsonValue)).code).toBe('INVALID_JSON');
  });

  it('lets through what is not about JSON', () => {
    const hostile = Object.defineProperty({}, 'a', {
      enumerable: true,
      get: () => {
        throw new RangeError('own');
      },
    });
    expect(() => unchecked(hostile)).toThrow(RangeError);
  });
});

describe('parseJson', () => {
  it('reads back what canonicalJson writes', () => {
    fc.assert(
      fc.property(jsonValue, (value) => {
        const read = parseJson(canonicalJson(value));
        expect(canonicalJson(read)).toBe(canonicalJson(value));
        expect(read).toEqual(JSON.parse(canonicalJson(value)));
      }),
    );
  });

  it('reads what JSON.parse reads, however it is spaced and escaped', () => {
    fc.assert(
      fc.property(jsonValue, fc.constantFrom('', ' ', '\t', '\n  '), (value, space) => {
        const text = ` ${JSON.stringify(value, null, space)}\r\n`;
        expect(parseJson(text)).toEqual(JSON.parse(text));
      }),
    );
    expect(parseJson('"\\u90d1\\u5dde \\ud83d\\ude00 \\/ \\b"')).toBe('郑州 😀 / \b');
    expect(parseJson('-0')).toBe(0);
    expect(parseJson('{"constructor":1,"toString":2}')).toEqual({ constructor: 1, toString: 2 });
  });

  it('never takes a text that JSON.parse refuses', () => {
    const fragment = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '\\',
      'u0041',
      '1',
      '-',
      '0',
      'true',
      'nul',
      ' ',
      'a',
    );
    fc.assert(
      fc.property(fc.array(fragment, { maxLength: 12 }), (fragments) => {
        const text = fragments.join('');
        let read: JsonValue;
        try {
          read = parseJson(text);
        } catch (error) {
          expect(error).toMatchObject({ code: 'INVALID_JSON' });
          return;
        }
        expect(read).toEqual(JSON.parse(text, (_, value: JsonValue) => (value === 0 ? 0 : value)));
      }),
      { numRuns: 2000 },
    );
  });

  it.each<[string, string, string]>([
    ['nothing', '', '@0'],
    ['only spaces', '  ', '@2'],
    ['two values', '1 2', '@2'],
    ['a byte order mark', '\ufeff1', '@0'],
    ['a trailing comma in an array', '[1,]', '@3'],
    ['a trailing comma in an object', '{"a":1,}', '@7'],
    ['an unclosed array', '[1', '@2'],
    ['an unclosed object', '{"a":1', '@6'],
    ['a key without quotes', '{a:1}', '@1'],
    ['a key without a value', '{"a"}', '@4'],
    ['single quotes', "'a'", '@0'],
    ['an unclosed string', '"a', '@0'],
    ['a string that ends in a backslash', '"a\\', '@0'],
    ['an unknown escape', '"\\x41"', '@0'],
    ['a line break in a string', '"a\nb"', '@0'],
    ['a comment', '/**/1', '@0'],
    ['a capital literal', 'True', '@0'],
    ['NaN', 'NaN', '@0'],
    ['a fraction', '[1.0]', '@1'],
    ['an exponent', '1e2', '@0'],
    ['a leading zero', '01', '@0'],
    ['a plus sign', '+1', '@0'],
    ['a number beyond 2^53 - 1', '9007199254740993', '@0'],
    ['a duplicate key', '{"a":1,"a":2}', '@10'],
    ['a duplicate key written with an escape', '{"a":1,"\\u0061":2}', '@15'],
    ['__proto__', '{"__proto__":{}}', '@12'],
    ['U+0000 in a string', '"\\u0000"', '@0'],
    ['U+0000 in a key', '{"\\u0000":1}', '@1'],
    ['a lone surrogate', '"\\ud800"', '@0'],
    ['a raw lone surrogate', '"\udc00"', '@0'],
  ])('refuses %s and says where', (_, text, at) => {
    expect(refusalOf(() => parseJson(text))).toMatchObject({ code: 'INVALID_JSON', details: { at } });
  });

  it('refuses what is nested deeper than the engine itself could write again', () => {
    expect(refusalOf(() => parseJson(nested(100_000))).details['reason']).toBe('nesting must not exceed 64 levels');
  });

  it('reads 64 levels and refuses 65, of objects too', () => {
    expect(parseJson(nested(64))).toEqual(JSON.parse(nested(64)));
    expect(refusalOf(() => parseJson(nested(65))).details).toEqual({
      reason: 'nesting must not exceed 64 levels',
      at: '@65',
    });
    expect(refusalOf(() => parseJson('{"a":'.repeat(100_000))).code).toBe('INVALID_JSON');
  });

  it('refuses a text longer than the caller allows', () => {
    expect(parseJson('"12"', 4)).toBe('12');
    expect(refusalOf(() => parseJson('"123"', 4)).details).toEqual({ reason: 'too long', maxLength: 4 });
    const longest = `"${'a'.repeat(MAX_JSON_LENGTH - 2)}"`;
    expect(parseJson(longest)).toHaveLength(MAX_JSON_LENGTH - 2);
    expect(refusalOf(() => parseJson(`${longest} `)).code).toBe('INVALID_JSON');
  });
});
