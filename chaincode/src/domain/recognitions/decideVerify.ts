// SPDX-License-Identifier: Apache-2.0
import { profileDifferences } from '../../protocol/profileDifferences';
import type { EventDraft } from '../../protocol/schemas/events';
import type { RecognitionCommand } from '../../protocol/schemas/recognition';
import type { ProfileRecord, SupersededProfile } from '../../protocol/schemas/records';
import { demand } from '../demand';
import { checkSource } from './checks';
import type { SourceFacts } from './checks';
import { onRecognition, recognitionOf, recognizingRegistry } from './event';
import type { RecognitionFacts } from './event';
import { assertStep } from './lifecycle';

type Profile = Pick<ProfileRecord | SupersededProfile, 'approval' | 'hash' | 'profile'>;

export interface VerifyFacts extends RecognitionFacts, SourceFacts {
  /** The version of the rules under which the source was granted. */
  readonly sourceProfile: Profile | undefined;
  /** The rules of the recognizing registry, in the version in force. */
  readonly ownProfile: Profile | undefined;
}

/**
 * Row 42: the reviewer says of each point whether what was examined there is what would be examined here. Beside it
 * stand the differences of the two rule profiles, and what can be checked without judging.
 *
 * @throws RegistryError NOT_FOUND, TIME_BEFORE_LAST_EVENT, ACCESS_DENIED, UNEXPECTED_STATE, INSTITUTION_NOT_IN_FORCE,
 *   RECOGNITION_NOT_OFFERED, PROFILE_NOT_AVAILABLE
 */
export const decideVerify = (
  { recognitionNo, profileId, points }: RecognitionCommand<'verify'>,
  facts: VerifyFacts,
): EventDraft<'recognitionVerified'> => {
  const record = recognitionOf(facts, recognitionNo);
  assertStep('verify', record, facts.actor);
  const registry = recognizingRegistry(facts, record.registry.uscc);
  const { sourceProfile, ownProfile } = facts;
  const isOwn = registry.profileIds.includes(profileId) && ownProfile?.approval === 'APPROVED';
  demand(isOwn && sourceProfile !== undefined, 'PROFILE_NOT_AVAILABLE', { profileId });
  const differences = profileDifferences(sourceProfile.profile, ownProfile.profile);
  return {
    type: 'recognitionVerified',
    data: {
      profile: { profileId, hash: ownProfile.hash },
      differences: differences.map(({ subject, point }) => ({ subject, point })),
      points,
      checks: checkSource(facts),
    },
    ...onRecognition(recognitionNo, registry.accreditation.number),
  };
};
