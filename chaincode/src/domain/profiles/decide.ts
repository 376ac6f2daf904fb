// SPDX-License-Identifier: Apache-2.0
import type { z } from 'zod';
import type { profileCommands } from '../../protocol/schemas/commands';
import type { EventDraft } from '../../protocol/schemas/events';
import type { ProfileRecord } from '../../protocol/schemas/records';
import { assertApprovable, assertOpenToProposal, contentHash, supervised, supervisorEvent } from '../approvals';
import type { SupervisionFacts } from '../approvals';

type Command<N extends keyof typeof profileCommands> = z.infer<(typeof profileCommands)[N]>;

export interface ProfileFacts extends SupervisionFacts {
  readonly record: ProfileRecord | undefined;
}

export const decideProposeProfile = (
  { profile }: Command<'propose'>,
  facts: ProfileFacts,
): EventDraft<'profileProposed'> => {
  const founding = supervised(facts);
  assertOpenToProposal(facts.record, facts.now);
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
  assertApprovable(facts.record, { hash, id, recordType: 'profile' }, facts);
  return { type: 'profileApproved', data: { hash }, ...supervisorEvent('profile', id, founding) };
};
