// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import {
  assertCaseId,
  caseIdProblem,
  isCaseId,
  isUlid,
  newCaseId,
  newUlid,
  registryCodeOf,
} from '../../../../chaincode/src/protocol/identifiers/caseId';
import { codeOf } from '../../../support/refusal';

const MAX_MS = 2 ** 48 - 1;
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const ms = fc.integer({ min: 0, max: MAX_MS });
const entropy = fc.uint8Array({ minLength: 10, maxLength: 10 });
const decoded = (text: string): bigint =>
  Array.from(text).reduce((value, character) => value * 32n + BigInt(ALPHABET.indexOf(character)), 0n);

describe('the ULID', () => {
  it('begins as the example of its specification', () => {
    expect(newUlid(1_469_918_176_385, new Uint8Array(10))).toBe('01ARYZ6S410000000000000000');
  });

  it('is 7ZZZ… at its largest', () => {
    expect(newUlid(MAX_MS, new Uint8Array(10).fill(255))).toBe(`7${'Z'.repeat(25)}`);
  });

  it('holds its time and its entropy', () => {
    fc.assert(
      fc.property(ms, entropy, (time, bytes) => {
        const ulid = newUlid(time, bytes);
        expect(isUlid(ulid)).toBe(true);
        expect(decoded(ulid.slice(0, 10))).toBe(BigInt(time));
        expect(decoded(ulid.slice(10))).toBe(BigInt(`0x${Buffer.from(bytes).toString('hex')}`));
      }),
    );
  });

  it('sorts by its time', () => {
    fc.assert(
      fc.property(ms, ms, entropy, entropy, (one, other, first, second) => {
        fc.pre(one !== other);
        expect(newUlid(one, first) < newUlid(other, second)).toBe(one < other);
      }),
    );
  });

  it.each([-1, 0.5, NaN, MAX_MS + 1])('is not made of the time %d', (time) => {
    expect(codeOf(() => newUlid(time, new Uint8Array(10)))).toBe('INVALID_IDENTIFIER');
  });

  it.each([0, 9, 11])('is not made of %i bytes of entropy', (length) => {
    expect(codeOf(() => newUlid(0, new Uint8Array(length)))).toBe('INVALID_IDENTIFIER');
  });
});

describe('the case id', () => {
  it('names its registry', () => {
    const id = newCaseId('411', newUlid(0, new Uint8Array(10)));
    expect(id).toBe(`411-${'0'.repeat(26)}`);
    expect(isCaseId(id)).toBe(true);
    expect(registryCodeOf(id)).toBe('411');
  });

  it.each([
    ['', 'three digits'],
    ['41-01ARYZ6S410000000000000000', 'three digits'],
    ['411_01ARYZ6S410000000000000000', 'three digits'],
    ['4a1-01ARYZ6S410000000000000000', 'three digits'],
    ['411-81ARYZ6S410000000000000000', 'ULID'],
    ['411-01aryz6s410000000000000000', 'ULID'],
    ['411-01ARYZ6S41000000000000000', 'ULID'],
    ['411-01ARYZ6S4100000000000000000', 'ULID'],
    ['411-01ARYZ6S410000000000000000\n', 'ULID'],
    ['411-01ARYZ6S41000000000000000U', 'ULID'],
    ['411-01ARYZ6S41000000000000000I', 'ULID'],
  ])('%j is refused', (id, problem) => {
    expect(caseIdProblem(id)).toContain(problem);
    expect(
      codeOf(() => {
        assertCaseId(id);
      }),
    ).toBe('INVALID_IDENTIFIER');
    expect(codeOf(() => registryCodeOf(id))).toBe('INVALID_IDENTIFIER');
  });

  it('is not made of a wrong registry code', () => {
    expect(codeOf(() => newCaseId('4111', newUlid(0, new Uint8Array(10))))).toBe('INVALID_IDENTIFIER');
  });
});
