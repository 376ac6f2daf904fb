// SPDX-License-Identifier: Apache-2.0
import type { TrustList } from '../schemas/trustList';

type KeySet = { readonly version: number; readonly revokedAt?: string | undefined };

const lastUnrevoked = <T extends { readonly revokedAt?: string | undefined }>(sets: readonly T[]): T | undefined =>
  sets.findLast(({ revokedAt }) => revokedAt === undefined);

/**
 * The supervisor's key set that signs the next trust list: the last that the list before it names, so that who believes
 * that one can check this one, also where the keys have been rotated since. One that was revoked signs nothing: the last
 * set does, and checkers need its keys from elsewhere.
 *
 * @param previous - the list before, if there is one
 * @param sets - the supervisor's key sets on the ledger, oldest first
 */
export const signingSetOf = <T extends KeySet>(
  previous: Pick<TrustList, 'supervisor'> | undefined,
  sets: readonly T[],
): T | undefined => {
  const listed = lastUnrevoked(previous?.supervisor.keySets ?? [])?.version;
  const known = sets.find(({ version, revokedAt }) => version === listed && revokedAt === undefined);
  return known ?? lastUnrevoked(sets);
};
