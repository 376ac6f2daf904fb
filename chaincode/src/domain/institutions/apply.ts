// SPDX-License-Identifier: Apache-2.0
import type { DomainEvent } from '../../protocol/schemas/events';
import type { InstitutionRecord } from '../../protocol/schemas/records';
import { approved, proposed } from '../approvals';
import { demand } from '../demand';

type InstitutionEvent = DomainEvent<'institutionFounded' | 'institutionProposed' | 'institutionApproved'>;

/** The institution as an event leaves it. Who founds a register is approved by nobody, and at once. */
export const applyToInstitution = (
  record: InstitutionRecord | undefined,
  event: InstitutionEvent,
): InstitutionRecord => {
  if (event.type === 'institutionApproved') {
    demand(record !== undefined, 'NOT_FOUND', { recordType: event.recordType, recordId: event.recordId });
    return approved(record, event);
  }
  const { institution, endorsers } = event.data;
  const common = { kind: 'institution', institution, status: 'ACTIVE', endorsers } as const;
  return event.type === 'institutionFounded'
    ? { ...proposed(event), ...common, approval: 'APPROVED' }
    : { ...proposed(event), ...common };
};
