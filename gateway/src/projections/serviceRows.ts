// SPDX-License-Identifier: Apache-2.0
import type { ServiceRecord } from '@registry/chaincode/protocol';
import type { BlockRows, Written } from './rows';

const addresseeRows = ({
  serviceId,
  servedAt,
  addressees,
  acknowledgements,
}: ServiceRecord): BlockRows['service_addressees'] =>
  addressees.map(({ side, party }) => ({
    service_id: serviceId,
    side,
    party,
    served_at: servedAt,
    acknowledged_at: acknowledgements.find((one) => one.party === party)?.at ?? null,
  }));

/** The rows of a service as its last event left it. */
export const serviceRows = (record: ServiceRecord, written: Written): Partial<BlockRows> => ({
  services: [
    {
      service_id: record.serviceId,
      case_id: record.caseId,
      registry_uscc: record.registry.uscc,
      served_event_seq: record.served.eventSeq,
      document_kind: record.documentKind,
      served_at: record.servedAt,
      record,
      ...written,
    },
  ],
  service_addressees: addresseeRows(record),
});
