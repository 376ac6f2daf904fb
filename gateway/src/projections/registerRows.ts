// SPDX-License-Identifier: Apache-2.0
import type { CalendarRecord, CertificateRecord, InstitutionRecord, ProfileRecord } from '@registry/chaincode/protocol';
import type { BlockRows, Written } from './rows';

const written = <R>(record: R, by: Written): { record: R } & Written => ({
  record,
  ...by,
});

const holdersOf = (record: CertificateRecord): string[] => [
  ...new Set(record.holders.flatMap(({ idNumber }) => (typeof idNumber === 'string' ? [idNumber] : []))),
];

export const certificateRows = (record: CertificateRecord, by: Written): Partial<BlockRows> => ({
  certificates: [
    {
      number: record.number,
      case_id: record.caseId,
      registry_uscc: record.registry.uscc,
      status: record.status,
      data_name: record.dataName,
      product_form: record.productForm,
      attested_at: record.attestedAt,
      valid_until: record.validUntil,
      ...written(record, by),
    },
  ],
  certificate_holders: holdersOf(record).map((holder_uscc) => ({ number: record.number, holder_uscc })),
});

export const institutionRows = (record: InstitutionRecord, by: Written): Partial<BlockRows> => ({
  institutions: [
    {
      uscc: record.institution.uscc,
      institution_kind: record.institution.institutionKind,
      approval: record.approval,
      ...written(record, by),
    },
  ],
});

export const profileRows = (record: ProfileRecord, by: Written): Partial<BlockRows> => ({
  profiles: [{ profile_id: record.profile.profileId, approval: record.approval, ...written(record, by) }],
});

export const calendarRows = (record: CalendarRecord, by: Written): Partial<BlockRows> => ({
  calendars: [{ calendar_id: record.calendar.calendarId, approval: record.approval, ...written(record, by) }],
});
