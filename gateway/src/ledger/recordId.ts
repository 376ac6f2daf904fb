// SPDX-License-Identifier: Apache-2.0
import { BEACON_ID } from '@registry/chaincode/protocol';
import type { LedgerRecord } from '@registry/chaincode/protocol';

/** What a record is called among those of its kind. */
export function recordIdOf(record: LedgerRecord): string {
  switch (record.kind) {
    case 'case':
      return record.caseId;
    case 'certificate':
      return record.number;
    case 'objection':
      return record.objectionNo;
    case 'service':
      return record.serviceId;
    case 'institution':
      return record.institution.uscc;
    case 'profile':
      return record.profile.profileId;
    case 'calendar':
      return record.calendar.calendarId;
    case 'interference':
      return record.reportId;
    case 'beacon':
      return BEACON_ID;
  }
}
