// SPDX-License-Identifier: Apache-2.0
import { isCivilDate } from '../civilTime';
import { assertNoProblem, weightedSum } from './invalidIdentifier';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/** Six digits of region, eight of birth, three of order, check character. */
const FORM = /^[1-9][0-9]{16}[0-9X]$/;

/** GB 11643-1999 check character (ISO 7064 MOD 11-2) of a number's first seventeen digits. */
export const idCardCheckCharacter = (firstSeventeen: string): string =>
  '10X98765432'.charAt(weightedSum(firstSeventeen, WEIGHTS, Number) % 11);

/**
 * What is wrong with a citizen's identity number, or undefined. Its region is not looked up: a number keeps the code
 * of its holder's first registration, which may have been retired decades ago.
 */
export const idCardProblem = (value: string): string | undefined => {
  if (!FORM.test(value)) return 'must be 17 digits and a digit or a capital X';
  if (!isCivilDate(`${value.slice(6, 10)}-${value.slice(10, 12)}-${value.slice(12, 14)}`)) {
    return 'the digits at places 7 to 14 are no date of birth';
  }
  return idCardCheckCharacter(value.slice(0, 17)) === value.charAt(17)
    ? undefined
    : 'the last character is a wrong check character (GB 11643)';
};

export const isIdCard = (value: string): boolean => idCardProblem(value) === undefined;

/** @throws RegistryError INVALID_IDENTIFIER */
export const assertIdCard = (value: string): void => {
  assertNoProblem('ID_CARD', idCardProblem(value));
};
