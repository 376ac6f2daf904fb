// SPDX-License-Identifier: Apache-2.0
import { statusRootDigestOf, type RegisterPlace, type StatusRoot } from '@registry/chaincode/protocol';
import type { Database } from '../database/openDatabase';
import { signDigest } from '../signing/privateKeys';
import type { HeldKeys, RegistryKeys } from '../signing/registryKeys';

/** Who says that a status root is right. */
export interface RootEndorsement {
  /** USCC of the registry. */
  readonly registry: string;
  readonly keys: number;
  readonly eip712: string;
}

export interface RootSigner {
  readonly database: Database;
  readonly registry: string;
  readonly keys: Pick<RegistryKeys, 'held'>;
}

/** The set in force: chains take no other for what is said now, and no checker of status lists. */
export const setInForce = async ({
  database,
  registry,
}: Pick<RootSigner, 'database' | 'registry'>): Promise<number | undefined> => {
  const row = await database
    .selectFrom('institutions')
    .select('record')
    .where('uscc', '=', registry)
    .executeTakeFirst();
  const last = row?.record.certificateKeys?.at(-1);
  return last === undefined || last.revokedAt !== undefined ? undefined : last.version;
};

/** The registry's keys in force; undefined where it has none, or they are kept elsewhere. */
export const heldInForce = async (signer: RootSigner): Promise<HeldKeys | undefined> => {
  const version = await setInForce(signer);
  return version === undefined ? undefined : signer.keys.held(version);
};

/**
 * The registry's signature under a root that its own gateway has found.
 *
 * @returns undefined where it has no keys in force, or they are kept elsewhere
 */
export const endorseRoot = async (
  signer: RootSigner,
  place: RegisterPlace,
  root: StatusRoot,
): Promise<RootEndorsement | undefined> => {
  const held = await heldInForce(signer);
  return (
    held && {
      registry: signer.registry,
      keys: held.version,
      eip712: signDigest(statusRootDigestOf(place, root), held.keys),
    }
  );
};
