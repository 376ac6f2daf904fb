// SPDX-License-Identifier: Apache-2.0
import { profileId, ruleProfile } from '@registry/chaincode/protocol';
import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { Database } from '../../database/openDatabase';
import type { ProfilesTable } from '../../database/readModelTables';
import { newRegisterOperations } from '../../listing/registerOperations';
import { approvableFields, approvableView } from '../../listing/registerViews';
import type { RoutedOperation } from '../../routing/operation';

/** GET /profiles and /profiles/{profileId}: the rules that cases are decided by. Public. */
export const profileOperations = (database: Database): readonly RoutedOperation[] =>
  newRegisterOperations<Selectable<ProfilesTable>>({
    database,
    many: 'profiles',
    one: 'profile',
    key: { name: 'profileId', column: 'profile_id', schema: profileId },
    filters: {},
    item: z.object({ ...approvableFields, profile: ruleProfile }),
    view: (row) => ({ ...approvableView(row), profile: row.record.profile }),
  });
