// SPDX-License-Identifier: Apache-2.0
import { without } from '../../protocol/without';
import type { DomainEvent } from '../../protocol/schemas/events';
import { SCHEMA_VERSION } from '../../protocol/schemas/records';
import type { ServiceRecord } from '../../protocol/schemas/services';
import { demand } from '../demand';

const footprint = ({
  eventSeq,
  eventHash,
  txTime,
}: DomainEvent): Pick<ServiceRecord, 'eventSeq' | 'lastEventHash' | 'lastEventAt'> => ({
  eventSeq,
  lastEventHash: eventHash,
  lastEventAt: txTime,
});

const begun = (event: DomainEvent<'documentServed'>): ServiceRecord => {
  const { caseId, caseType } = event;
  // The envelope of a service always names its case: `decideServe` puts it there.
  demand(caseId !== undefined && caseType !== undefined, 'UNEXPECTED_STATE', { event: event.type });
  return {
    kind: 'service',
    schemaVersion: SCHEMA_VERSION,
    serviceId: event.recordId,
    caseId,
    caseType,
    ...event.data,
    servedAt: event.txTime,
    servedBy: without(event.actor, ['authorityBasis']),
    acknowledgements: [],
    ...footprint(event),
  };
};

/**
 * The service as an event leaves it.
 *
 * @throws RegistryError UNEXPECTED_STATE for an acknowledgement of nothing, or a second service under one number
 */
export const applyToService = (
  record: ServiceRecord | undefined,
  event: DomainEvent<'documentServed' | 'serviceAcknowledged'>,
): ServiceRecord => {
  if (event.type === 'documentServed') {
    demand(record === undefined, 'UNEXPECTED_STATE', { event: event.type });
    return begun(event);
  }
  demand(record !== undefined, 'UNEXPECTED_STATE', { event: event.type });
  const by = without(event.actor, ['authorityBasis']);
  const acknowledgement = { party: event.data.party, at: event.txTime, by };
  return { ...record, acknowledgements: [...record.acknowledgements, acknowledgement], ...footprint(event) };
};
