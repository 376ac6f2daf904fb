// SPDX-License-Identifier: Apache-2.0
import { assertNoProblem, weightedSum } from './invalidIdentifier';

/** GB 32100-2015: digits and capitals without I, O, S, V, Z. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const ORGANIZATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];
/** Department, category, six digits of region, nine characters of organization code, check character. */
const FORM = /^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$/;

/** GB 11714-1997 check character of an organization code's first eight characters (A = 10 … Z = 35). */
export const organizationCheckCharacter = (firstEight: string): string => {
  const sum = weightedSum(firstEight, ORGANIZATION_WEIGHTS, (character) => parseInt(character, 36));
  return '0123456789X0'.charAt(11 - (sum % 11));
};

/** GB 32100 check character of a code's first seventeen characters. */
export const usccCheckCharacter = (firstSeventeen: string): string => {
  const sum = weightedSum(firstSeventeen, WEIGHTS, (character) => ALPHABET.indexOf(character));
  return ALPHABET.charAt((31 - (sum % 31)) % 31);
};

/** What is wrong with a unified social credit code (GB 32100, with the GB 11714 code inside), or undefined. */
export const usccProblem = (value: string): string | undefined => {
  if (!FORM.test(value)) return 'must be 18 characters of the GB 32100 alphabet with digits at places 3 to 8';
  if (organizationCheckCharacter(value.slice(8, 16)) !== value.charAt(16)) {
    return 'the organization code at places 9 to 17 has a wrong check character (GB 11714)';
  }
  return usccCheckCharacter(value.slice(0, 17)) === value.charAt(17)
    ? undefined
    : 'the last character is a wrong check character (GB 32100)';
};

export const isUscc = (value: string): boolean => usccProblem(value) === undefined;

/** @throws RegistryError INVALID_IDENTIFIER */
export const assertUscc = (value: string): void => {
  assertNoProblem('USCC', usccProblem(value));
};
