// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { ERROR_CODES } from '../../../chaincode/src/protocol/errorCodes';
import { isErrorCode, RegistryError } from '../../../chaincode/src/protocol/errors';
import type { ErrorCode } from '../../../chaincode/src/protocol/errors';
import type { JsonInputObject } from '../../../chaincode/src/protocol/canonicalJson';
import { jsonText, jsonValue } from '../../support/json';
import { refusalOf } from '../../support/refusal';

const codes = Object.keys(ERROR_CODES) as ErrorCode[];

describe('ERROR_CODES', () => {
  it.each(codes)('%s has a sentence in both languages', (code) => {
    expect(code).toMatch(/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/);
    expect(ERROR_CODES[code].rule).toMatch(/^[A-Z].*\.$/);
    expect(ERROR_CODES[code].zh).toMatch(/^\p{Script=Han}.*。$/u);
  });

  it('takes no inherited property for a code', () => {
    expect(codes.every(isErrorCode)).toBe(true);
    expect(['toString', '__proto__', '', undefined, null, 1].some(isErrorCode)).toBe(false);
  });
});

describe('RegistryError', () => {
  it('says its code and details as canonical JSON', () => {
    const cause = new Error('inner');
    const error = new RegistryError('VALIDATION_FAILED', { problems: [{ path: '/b', code: 'x' }] }, { cause });
    expect(error.message).toBe('{"code":"VALIDATION_FAILED","details":{"problems":[{"code":"x","path":"/b"}]}}');
    expect(error).toMatchObject({ name: 'RegistryError', cause, explanation: ERROR_CODES.VALIDATION_FAILED });
    expect(error).toBeInstanceOf(Error);
  });

  it('has empty details where none are given', () => {
    expect(new RegistryError('INVALID_JSON').message).toBe('{"code":"INVALID_JSON","details":{}}');
  });

  it('keeps its details as they were when it was thrown', () => {
    const details = { allowed: ['accept'] };
    const error = new RegistryError('INVALID_JSON', details);
    details.allowed.push('refuse');
    expect(error.details).toEqual({ allowed: ['accept'] });
  });

  it('keeps its code where the details cannot be written', () => {
    const error = new RegistryError('INVALID_JSON', { value: '\ud800' });
    expect(error.code).toBe('INVALID_JSON');
    expect(error.details).toEqual({ unwritableDetails: 'a string must not contain a lone surrogate', at: '/value' });
  });

  it('does not swallow what a getter among its details throws', () => {
    const hostile = Object.defineProperty({}, 'a', {
      enumerable: true,
      get: () => {
        throw new RangeError('own');
      },
    }) as JsonInputObject;
    expect(() => new RegistryError('INVALID_JSON', hostile)).toThrow(RangeError);
  });

  it('is read back from its message', () => {
    fc.assert(
      fc.property(fc.constantFrom(...codes), fc.dictionary(jsonText, jsonValue), (code, details) => {
        const error = new RegistryError(code, details);
        const read = RegistryError.parse(error.message);
        expect(read).toMatchObject({ code, message: error.message });
        expect(read?.details).toEqual(error.details);
      }),
    );
  });

  it.each([
    ['prose', 'something broke'],
    ['nothing', ''],
    ['a prefix', 'chaincode response 500, {"code":"INVALID_JSON","details":{}}'],
    ['an unknown code', '{"code":"NOPE","details":{}}'],
    ['an inherited code', '{"code":"toString","details":{}}'],
    ['no code', '{"details":{}}'],
    ['no details', '{"code":"INVALID_JSON"}'],
    ['a list for details', '{"code":"INVALID_JSON","details":[]}'],
    ['null for details', '{"code":"INVALID_JSON","details":null}'],
    ['a further member', '{"code":"INVALID_JSON","details":{},"x":1}'],
    ['another order', '{"details":{},"code":"INVALID_JSON"}'],
    ['spaces', '{"code": "INVALID_JSON","details":{}}'],
    ['a list', '["INVALID_JSON",{}]'],
    ['a string', '"INVALID_JSON"'],
    ['null', 'null'],
    ['too much', `{"code":"INVALID_JSON","details":{"a":"${'a'.repeat(262_144)}"}}`],
  ])('takes no message with %s for its own', (_, message) => {
    expect(RegistryError.parse(message)).toBeUndefined();
  });

  it('lets an error pass that is not about JSON', () => {
    const hostile = { length: 1, charCodeAt: null } as unknown as string;
    expect(() => RegistryError.parse(hostile)).toThrow(TypeError);
  });

  it('carries the reason of an unreadable text', () => {
    const refusal = refusalOf(() => {
      throw new RegistryError('INVALID_TIME', { problem: 'not a date YYYY-MM-DD', value: 'x' });
    });
    expect(refusal.explanation.zh).toContain('日期');
  });
});
