// SPDX-License-Identifier: Apache-2.0
import { RegistryError } from '../../chaincode/src/protocol/errors';

/** The RegistryError with which some work is refused; anything else, or success, fails the test. */
export const refused = async (work: Promise<unknown>): Promise<RegistryError> => {
  const outcome = await work.then(
    () => 'success' as const,
    (thrown: unknown) => thrown,
  );
  if (outcome instanceof RegistryError) return outcome;
  throw new Error('expected a refusal', { cause: outcome });
};
