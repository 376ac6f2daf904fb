// SPDX-License-Identifier: Apache-2.0
import type { DomainEvent } from '../../protocol/schemas/events';
import type { InstitutionRecord } from '../../protocol/schemas/records';
import { footprint } from '../approvals';
import { demand } from '../demand';

type EndorserEvent = DomainEvent<'endorserProposed' | 'endorserApproved' | 'endorsersAdopted'>;

/** The institution as an event about endorsers leaves it. A proposal changes nothing yet. */
export const applyEndorsers = (record: InstitutionRecord | undefined, event: EndorserEvent): InstitutionRecord => {
  demand(record !== undefined, 'NOT_FOUND', { recordType: event.recordType, recordId: event.recordId });
  const { endorsers } = event.type === 'endorserProposed' ? record : event.data;
  return { ...record, endorsers, ...footprint(event) };
};
