// SPDX-License-Identifier: Apache-2.0
import { profileDifferences, profileId } from '@registry/chaincode/protocol';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Database } from '../../database/openDatabase';
import type { Tables } from '../../database/tables';
import { GatewayError } from '../../http/gatewayError';
import { parseParam, parseQuery } from '../../http/validate';
import { atHeight } from '../../listing/atHeight';
import { readProfileVersions } from '../../replay/profileVersions';
import type { ProfileVersion } from '../../replay/profileVersions';
import type { Handler } from '../../routing/operation';

const NAMED = /^([a-z0-9][a-z0-9-]{2,47})(?:@([1-9]\d{0,8}))?$/;

export const differencesQuery = z.strictObject({
  with: z
    .string()
    .regex(NAMED, 'must be a profile id, or one with @ and a version')
    .describe('The profile to compare with, as in n35-2026 or n35-2026@2; without a version the one in force'),
  version: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, 'must be a version')
    .optional()
    .describe('The version of the first profile; without it the one in force'),
});

interface Asked {
  readonly id: string;
  readonly version?: string | undefined;
}

const isInForce = ({ approvedAt }: ProfileVersion): boolean => approvedAt !== undefined;

/** The version asked for, or the one in force. @throws GatewayError NOT_FOUND */
const find = async (database: Kysely<Tables>, { id, version }: Asked): Promise<ProfileVersion> => {
  const versions = await readProfileVersions(database, id);
  const found =
    version === undefined
      ? versions.findLast(isInForce)
      : versions.find(({ profile }) => profile.version === Number(version));
  if (found === undefined) throw new GatewayError('NOT_FOUND');
  return found;
};

const nameOf = ({ profile, hash }: ProfileVersion): object => ({
  profileId: profile.profileId,
  version: profile.version,
  hash,
});

/** GET /profiles/{profileId}/differences?with=…: of a version in force, superseded or waiting for its approval. */
export const readDifferences =
  (database: Database): Handler =>
  async (req, res) => {
    const id = parseParam(profileId, req, 'profileId');
    const query = parseQuery(differencesQuery, req);
    const [, otherId = '', otherVersion] = NAMED.exec(query.with) ?? [];
    const { blockHeight, result } = await atHeight(database, async (snapshot) => ({
      one: await find(snapshot, { id, version: query.version }),
      other: await find(snapshot, { id: otherId, version: otherVersion }),
    }));
    const { one, other } = result;
    const items = profileDifferences(one.profile, other.profile);
    res.json({ one: nameOf(one), other: nameOf(other), items, blockHeight });
  };
