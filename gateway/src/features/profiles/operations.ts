// SPDX-License-Identifier: Apache-2.0
import { profileId, ruleProfile } from '@registry/chaincode/protocol';
import type { ProfileRecord } from '@registry/chaincode/protocol';
import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { ProfilesTable } from '../../database/readModelTables';
import { newRegisterOperations } from '../../listing/registerOperations';
import { approvableFields, approvableView } from '../../listing/registerViews';
import type { RoutedOperation } from '../../routing/operation';
import { profileExample } from './example';
import { differencesQuery, readDifferences } from './readDifferences';
import { readVersions } from './readVersions';
import { approveProfile, proposeProfile } from './supersede';
import type { ProfilesDeps } from './supersede';
import { approvalBody, differencesView, proposalBody, settledAnswer, versionsView } from './views';

const tag = 'register';
const params = z.object({ profileId });
const committing = [400, 403, 404, 409, 413, 422, 503] as const;

const nextOf = ({ next }: ProfileRecord): object =>
  next === undefined ? {} : { next: { hash: next.hash, profile: next.profile } };

const registerOperations = ({ database }: ProfilesDeps): readonly RoutedOperation[] =>
  newRegisterOperations<Selectable<ProfilesTable>>({
    database,
    many: 'profiles',
    one: 'profile',
    key: { name: 'profileId', column: 'profile_id', schema: profileId },
    filters: {},
    waitsBeside: sql<boolean>`record->'next' is not null`,
    item: z.object({
      ...approvableFields,
      profile: ruleProfile.describe('The version that new cases begin under, once it is approved. 细则'),
      next: z
        .object({ hash: z.string(), profile: ruleProfile })
        .optional()
        .describe('A version that waits for approval'),
    }),
    view: (row) => ({ ...approvableView(row), profile: row.record.profile, ...nextOf(row.record) }),
  });

const versionOperations = ({ database }: ProfilesDeps): readonly RoutedOperation[] => [
  {
    operationId: 'listProfileVersions',
    method: 'get',
    path: '/profiles/{profileId}/versions',
    tag,
    summary: 'The versions of a rule profile, the first one first',
    description: 'A running case keeps the version that it began under: its hash stands on the case.',
    access: 'public',
    params,
    answers: { 200: { description: 'All that were in force, and one that waits for approval', schema: versionsView } },
    refusals: [404],
    handle: readVersions(database),
  },
  {
    operationId: 'compareProfiles',
    method: 'get',
    path: '/profiles/{profileId}/differences',
    tag,
    summary: 'Each point at which two rule profiles, or two versions of one, differ',
    description:
      'A side that says nothing of a point has no value there: `one` of the first profile, `other` of the second.',
    access: 'public',
    params,
    query: differencesQuery,
    answers: {
      200: { description: 'The points: periods, checklist, path, notice and all others', schema: differencesView },
    },
    refusals: [400, 404],
    handle: readDifferences(database),
  },
];

const writeOperations = (deps: ProfilesDeps): readonly RoutedOperation[] => [
  {
    operationId: 'proposeProfile',
    method: 'post',
    path: '/profiles',
    tag,
    summary: 'Propose a rule profile, or the next version of one (supervisor)',
    description: 'It is in force once a second officer has approved it, and then for the cases that begin after it.',
    access: 'session',
    writes: true,
    body: { schema: proposalBody, example: { profile: profileExample } },
    answers: { 201: { description: 'What waits for its approval', schema: settledAnswer } },
    refusals: committing,
    handle: proposeProfile(deps),
  },
  {
    operationId: 'approveProfile',
    method: 'post',
    path: '/profiles/{profileId}/approvals',
    tag,
    summary: 'Approve a proposed rule profile by its hash (a second officer of the supervisor)',
    access: 'session',
    writes: true,
    params,
    body: { schema: approvalBody, example: { hash: '3'.repeat(64) } },
    answers: { 200: { description: 'The profile in force', schema: settledAnswer } },
    refusals: committing,
    handle: approveProfile(deps),
  },
];

/** /profiles: the rules that cases are decided by. Public; the supervisor proposes and approves. */
export const profileOperations = (deps: ProfilesDeps): readonly RoutedOperation[] => [
  ...registerOperations(deps),
  ...versionOperations(deps),
  ...writeOperations(deps),
];
