// SPDX-License-Identifier: Apache-2.0
import type { z } from 'zod';
import type { profileCommands } from '../../protocol/schemas/commands';
import type { EventDraft } from '../../protocol/schemas/events';
import type { RuleProfile } from '../../protocol/schemas/profile';
import type { ProfileRecord } from '../../protocol/schemas/records';
import {
  assertApprovable,
  assertInOrder,
  assertOpenToProposal,
  contentHash,
  supervised,
  supervisorEvent,
} from '../approvals';
import type { SupervisionFacts } from '../approvals';
import { demand } from '../demand';

type Command<N extends keyof typeof profileCommands> = z.infer<(typeof profileCommands)[N]>;

export interface ProfileFacts extends SupervisionFacts {
  readonly record: ProfileRecord | undefined;
}

/**
 * A proposal may be replaced until it is approved; the version in force stays so until its successor is approved. What is
 * for tests remains so: no register's real rules become such that count seconds.
 */
const assertNext = ({ version, testOnly }: RuleProfile, { record, now }: ProfileFacts): void => {
  if (record?.approval !== 'APPROVED') {
    assertOpenToProposal(record, now);
    return;
  }
  assertInOrder(record, now);
  const { hash, profile: inForce } = record;
  demand(version > inForce.version, 'ALREADY_APPROVED', { hash });
  const expected = { version: inForce.version + 1, testOnly: inForce.testOnly };
  const isNext = version === expected.version && testOnly === expected.testOnly;
  demand(isNext, 'PROFILE_VERSION_NOT_NEXT', { expected, given: { version, testOnly } });
};

/** What waits for an approval: the next version where there is one, and otherwise the record itself. */
const awaitingApproval = (record: ProfileRecord | undefined): ProfileRecord | undefined =>
  record?.next === undefined ? record : { ...record, ...record.next, approval: 'PROPOSED' };

export const decideProposeProfile = (
  { profile }: Command<'propose'>,
  facts: ProfileFacts,
): EventDraft<'profileProposed'> => {
  const founding = supervised(facts);
  assertNext(profile, facts);
  return {
    type: 'profileProposed',
    data: { profile, hash: contentHash(profile) },
    ...supervisorEvent('profile', profile.profileId, founding),
  };
};

export const decideApproveProfile = (
  { profileId: id, hash }: Command<'approve'>,
  facts: ProfileFacts,
): EventDraft<'profileApproved'> => {
  const founding = supervised(facts);
  assertApprovable(awaitingApproval(facts.record), { hash, id, recordType: 'profile' }, facts);
  return { type: 'profileApproved', data: { hash }, ...supervisorEvent('profile', id, founding) };
};
