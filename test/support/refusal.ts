// SPDX-License-Identifier: Apache-2.0
import { RegistryError } from '../../chaincode/src/protocol/errors';

/** The RegistryError that some work throws; anything else, or nothing thrown, fails the test. */
export const refusalOf = (work: () => unknown): RegistryError => {
  try {
    work();
  } catch (error) {
    if (error instanceof RegistryError) return error;
    throw error;
  }
  throw new Error('expected a refusal, but nothing was thrown');
};

export const codeOf = (work: () => unknown): string => refusalOf(work).code;
