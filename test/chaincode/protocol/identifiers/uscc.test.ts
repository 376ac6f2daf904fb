// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import {
  assertUscc,
  isUscc,
  organizationCheckCharacter,
  usccCheckCharacter,
  usccProblem,
} from '../../../../chaincode/src/protocol/identifiers/uscc';
import { refusalOf } from '../../../support/refusal';

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const characters = (length: number, alphabet: string): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...Array.from(alphabet)), minLength: length, maxLength: length });
/** Codes with right check characters at both places. */
const uscc = fc
  .tuple(characters(2, ALPHABET), characters(6, '0123456789'), characters(8, ALPHABET))
  .map(([head, region, organization]) => {
    const body = head + region + organization + organizationCheckCharacter(organization);
    return body + usccCheckCharacter(body);
  });

describe('the unified social credit code', () => {
  it.each(['91350100M000100Y43', '914403001922038216'])('takes the real code %s', (code) => {
    expect(usccProblem(code)).toBeUndefined();
    expect(() => {
      assertUscc(code);
    }).not.toThrow();
  });

  it.each([
    ['M000100Y', '4'],
    ['19220382', '1'],
    ['D2143569', 'X'],
  ])('gives the organization code %s the check character %s (GB 11714)', (first, check) => {
    expect(organizationCheckCharacter(first)).toBe(check);
  });

  it('takes every code whose two check characters are right', () => {
    fc.assert(
      fc.property(uscc, (code) => {
        expect(isUscc(code)).toBe(true);
      }),
    );
  });

  it('takes no code with one character changed', () => {
    fc.assert(
      fc.property(uscc, fc.nat(17), fc.constantFrom(...Array.from(ALPHABET)), (code, at, character) => {
        fc.pre(code.charAt(at) !== character);
        expect(isUscc(code.slice(0, at) + character + code.slice(at + 1))).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('takes no code with two different neighbours exchanged', () => {
    fc.assert(
      fc.property(uscc, fc.nat(16), (code, at) => {
        const [left, right] = [code.charAt(at), code.charAt(at + 1)];
        fc.pre(left !== right);
        expect(isUscc(code.slice(0, at) + right + left + code.slice(at + 2))).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['nothing', '', 'must be 18'],
    ['a lower-case letter', '91350100m000100y43', 'must be 18'],
    ['the letter I', '9135010000I0100Y43', 'must be 18'],
    ['a letter in the region', '9135O100M000100Y43', 'must be 18'],
    ['a line break at the end', '91350100M000100Y43\n', 'must be 18'],
    ['full-width digits', '９1350100M000100Y43', 'must be 18'],
    ['a wrong organization code', '91350100M000101Y43', 'GB 11714'],
    ['a wrong last character', '91350100M000100Y44', 'GB 32100'],
  ])('refuses %s', (_, code, problem) => {
    expect(usccProblem(code)).toContain(problem);
    const refusal = refusalOf(() => {
      assertUscc(code);
    });
    expect(refusal).toMatchObject({ code: 'INVALID_IDENTIFIER', details: { identifier: 'USCC' } });
  });
});
