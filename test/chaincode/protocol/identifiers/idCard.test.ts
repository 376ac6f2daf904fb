// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import {
  assertIdCard,
  idCardCheckCharacter,
  idCardProblem,
  isIdCard,
} from '../../../../chaincode/src/protocol/identifiers/idCard';
import { refusalOf } from '../../../support/refusal';

const born = fc
  .integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2030, 0, 1) })
  .map((ms) => new Date(ms).toISOString().slice(0, 10).replaceAll('-', ''));
const idCard = fc
  .tuple(fc.integer({ min: 110_000, max: 999_999 }), born, fc.nat(999))
  .map(([region, birth, order]) => `${region}${birth}${String(order).padStart(3, '0')}`)
  .map((body) => body + idCardCheckCharacter(body));

describe('the citizen identity number', () => {
  it.each(['11010519491231002X', '440524188001010014'])('takes the example %s of GB 11643', (number) => {
    expect(idCardProblem(number)).toBeUndefined();
    expect(() => {
      assertIdCard(number);
    }).not.toThrow();
  });

  it('takes every number with a right check character', () => {
    fc.assert(
      fc.property(idCard, (number) => {
        expect(isIdCard(number)).toBe(true);
      }),
    );
  });

  it('takes no number with one digit changed or two different neighbours exchanged', () => {
    fc.assert(
      fc.property(idCard, fc.nat(16), fc.nat(9), (number, at, digit) => {
        const changed = number.slice(0, at) + String(digit) + number.slice(at + 1);
        const exchanged = number.slice(0, at) + number.charAt(at + 1) + number.charAt(at) + number.slice(at + 2);
        expect(isIdCard(changed)).toBe(changed === number);
        expect(isIdCard(exchanged)).toBe(exchanged === number);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['a small x', '11010519491231002x', 'must be 17'],
    ['fifteen digits', '110105491231002', 'must be 17'],
    ['a leading zero', '01010519491231002X', 'must be 17'],
    ['a line break', '11010519491231002X\n', 'must be 17'],
    ['a date that does not exist', '11010519490231002X', 'date of birth'],
    ['a wrong last digit', '110105194912310021', 'GB 11643'],
  ])('refuses %s, without repeating it', (_, number, problem) => {
    expect(idCardProblem(number)).toContain(problem);
    const refusal = refusalOf(() => {
      assertIdCard(number);
    });
    expect(refusal.code).toBe('INVALID_IDENTIFIER');
    expect(refusal.message).not.toContain(number.trim());
  });
});
