// SPDX-License-Identifier: Apache-2.0
import { BEACON_ID } from '@registry/chaincode/protocol';
import type { LedgerRecord } from '@registry/chaincode/protocol';

type Kind = LedgerRecord['kind'];

const IDS: { readonly [K in Kind]: (record: Extract<LedgerRecord, { kind: K }>) => string } = {
  case: (record) => record.caseId,
  certificate: (record) => record.number,
  objection: (record) => record.objectionNo,
  service: (record) => record.serviceId,
  institution: (record) => record.institution.uscc,
  profile: (record) => record.profile.profileId,
  calendar: (record) => record.calendar.calendarId,
  interference: (record) => record.reportId,
  recognition: (record) => record.recognitionNo,
  beacon: () => BEACON_ID,
  trustList: (record) => String(record.list.version),
};

/** What a record is called among those of its kind. */
export function recordIdOf(record: LedgerRecord): string {
  return (IDS[record.kind] as (record: LedgerRecord) => string)(record);
}
