// SPDX-License-Identifier: Apache-2.0
import type { DomainEvent } from '../../protocol/schemas/events';
import type { ProfileRecord } from '../../protocol/schemas/records';
import { approved, proposed } from '../approvals';
import { demand } from '../demand';

/** The rule profile as an event leaves it. */
export const applyToProfile = (
  record: ProfileRecord | undefined,
  event: DomainEvent<'profileProposed' | 'profileApproved'>,
): ProfileRecord => {
  if (event.type === 'profileProposed') return { ...proposed(event), kind: 'profile', profile: event.data.profile };
  demand(record !== undefined, 'NOT_FOUND', { recordType: event.recordType, recordId: event.recordId });
  return approved(record, event);
};
