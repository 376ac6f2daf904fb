// SPDX-License-Identifier: Apache-2.0
import { profileId } from '@registry/chaincode/protocol';
import type { z } from 'zod';
import type { Database } from '../../database/openDatabase';
import { GatewayError } from '../../http/gatewayError';
import { parseParam } from '../../http/validate';
import { atHeight } from '../../listing/atHeight';
import { readProfileVersions } from '../../replay/profileVersions';
import type { ProfileVersion } from '../../replay/profileVersions';
import type { Handler } from '../../routing/operation';
import type { versionsView } from './views';

type Item = z.infer<typeof versionsView>['items'][number];

const itemOf = ({ profile, hash, proposedAt, approvedAt }: ProfileVersion): Item => ({
  version: profile.version,
  hash,
  title: profile.title,
  proposedAt,
  ...(approvedAt !== undefined && { approvedAt }),
});

/** GET /profiles/{profileId}/versions */
export const readVersions =
  (database: Database): Handler =>
  async (req, res) => {
    const id = parseParam(profileId, req, 'profileId');
    const { blockHeight, result } = await atHeight(database, (snapshot) => readProfileVersions(snapshot, id));
    if (result.length === 0) throw new GatewayError('NOT_FOUND');
    res.json({ items: result.map(itemOf), blockHeight });
  };
