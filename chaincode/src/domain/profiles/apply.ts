// SPDX-License-Identifier: Apache-2.0
import type { DomainEvent } from '../../protocol/schemas/events';
import type { ProfileRecord } from '../../protocol/schemas/records';
import { without } from '../../protocol/without';
import { approved, footprint, officerOf, proposed } from '../approvals';
import { demand } from '../demand';

const onProposed = (record: ProfileRecord | undefined, event: DomainEvent<'profileProposed'>): ProfileRecord => {
  const { profile, hash } = event.data;
  if (record?.approval !== 'APPROVED') return { ...proposed(event), kind: 'profile', profile };
  return { ...record, next: { profile, hash, proposedBy: officerOf(event) }, ...footprint(event) };
};

/** The next version takes the place of the one in force, which is kept elsewhere. */
const onApproved = (record: ProfileRecord, event: DomainEvent<'profileApproved'>): ProfileRecord => {
  const { next, hash, profile } = record;
  if (next === undefined) return approved(record, event);
  const supersedes = { version: profile.version, hash };
  return approved({ ...without(record, ['next']), ...next, supersedes }, event);
};

/** The rule profile as an event leaves it. */
export const applyToProfile = (
  record: ProfileRecord | undefined,
  event: DomainEvent<'profileProposed' | 'profileApproved'>,
): ProfileRecord => {
  if (event.type === 'profileProposed') return onProposed(record, event);
  demand(record !== undefined, 'NOT_FOUND', { recordType: event.recordType, recordId: event.recordId });
  return onApproved(record, event);
};
