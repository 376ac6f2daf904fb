// SPDX-License-Identifier: Apache-2.0
import { shanghaiDate } from '../../protocol/civilTime';
import type { CaseCommand } from '../../protocol/schemas/commands';
import type { EventDraft } from '../../protocol/schemas/events';
import type { Registry } from '../../protocol/schemas/institution';
import { checkClaims } from '../claims/flags';
import { demand } from '../demand';
import { institutionInForce } from '../institutions/inForce';
import type { Row } from '../lifecycle';
import { caseIdOf, receiptNoOf } from '../numbering';
import { caseEvent, documentsOf } from './caseEvent';
import { openDeadline } from './deadline';
import type { CaseFacts } from './facts';
import { assertFileable } from './filingRules';

const assertProfile = (registry: Registry, { profile }: CaseFacts): void => {
  const { profileId } = profile.profile;
  const isOffered = registry.profileIds.includes(profileId) && registry.caseTypes.includes('INITIAL');
  demand(profile.approval === 'APPROVED' && isOffered, 'PROFILE_NOT_AVAILABLE', {
    profileId,
    available: registry.profileIds,
  });
};

/** Row 1: an application is filed; only its structure counts, a missing material is what correction is for. */
export const decideSubmit = ({ filing }: CaseCommand<'submit'>, facts: CaseFacts, row: Row): readonly EventDraft[] => {
  const registry = institutionInForce(facts.institutions.get(filing.registry), {
    uscc: filing.registry,
    kind: 'REGISTRY',
    day: shanghaiDate(facts.now),
  });
  demand(facts.actor.mspId === registry.mspId, 'ACCESS_DENIED', { registry: registry.uscc });
  assertProfile(registry, facts);
  assertFileable(filing, facts);
  const caseId = caseIdOf(registry.registryCode, facts);
  const deadline = openDeadline('ACCEPTANCE', facts);
  const { profileId, testOnly, review } = facts.profile.profile;
  const claims = checkClaims({ filing, submittedBy: facts.actor }, facts.claims, facts.now);
  const data = {
    filing,
    registry: { uscc: registry.uscc, mspId: registry.mspId, registryCode: registry.registryCode },
    profile: { profileId, hash: facts.profile.hash, testOnly },
    ...(review.drawOnly === true && { drawOnly: true as const }),
    receiptNo: receiptNoOf(caseId),
    deadline,
    ...(claims !== undefined && { claims }),
  };
  const docs = documentsOf(filing.materials);
  return [caseEvent({ caseId, row, facts }, 'applicationSubmitted', data, { deadline, docs })];
};
