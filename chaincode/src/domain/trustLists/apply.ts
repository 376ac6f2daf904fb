// SPDX-License-Identifier: Apache-2.0
import type { DomainEvent } from '../../protocol/schemas/events';
import type { TrustListRecord } from '../../protocol/schemas/records';
import { approved, proposed } from '../approvals';
import { demand } from '../demand';

/** The trust list as an event leaves it. */
export const applyToTrustList = (
  record: TrustListRecord | undefined,
  event: DomainEvent<'trustListProposed' | 'trustListApproved'>,
): TrustListRecord => {
  if (event.type === 'trustListProposed') return { ...proposed(event), kind: 'trustList', list: event.data.list };
  demand(record !== undefined, 'NOT_FOUND', { recordType: event.recordType, recordId: event.recordId });
  return { ...approved(record, event), signatures: event.data.signatures };
};
