// SPDX-License-Identifier: Apache-2.0
import type { EVENT_TYPES } from '@registry/chaincode/protocol';
import type { CaseRecord, CertificateKeySet, CertificateRecord } from '@registry/chaincode/protocol';
import { sql } from 'kysely';
import type { Kysely, RawBuilder, Selectable } from 'kysely';
import type { CertificatesTable } from '../../database/readModelTables';
import type { Tables } from '../../database/tables';
import type { PagePlan } from '../../listing/page';
import type { CertificateSource } from './view';

interface SourceRow {
  readonly record: CertificateRecord;
  readonly case_record: CaseRecord;
  readonly agency_name: string | null;
  readonly key_sets: readonly CertificateKeySet[] | null;
  readonly transaction_id: string;
  readonly block_number: number;
  readonly written_in: number;
}

/** One statement, so that all parts are of one height. */
export const readCertificate = async (
  database: Kysely<Tables>,
  number: string,
): Promise<CertificateSource | undefined> => {
  const { rows } = await sql<SourceRow>`
    select f.record, c.record as case_record, i.record -> 'institution' ->> 'name' as agency_name,
      r.record -> 'certificateKeys' as key_sets,
      e.transaction_id, e.block_number, f.block_number as written_in
    from certificates f
    join events e on e.record_type = 'certificate' and e.record_id = f.number and e.event_seq = 1
    join cases c on c.case_id = f.case_id
    left join institutions i on i.uscc = c.agency_uscc
    left join institutions r on r.uscc = f.registry_uscc
    where f.number = ${number}`.execute(database);
  const row = rows[0];
  return (
    row && {
      record: row.record,
      caseRecord: row.case_record,
      agencyName: row.agency_name ?? undefined,
      keySets: row.key_sets ?? [],
      transactionId: row.transaction_id,
      blockNumber: row.block_number,
      writtenIn: row.written_in,
    }
  );
};

export type CertificateRow = Selectable<CertificatesTable>;

export interface CertificateFilters {
  readonly status?: string | undefined;
  readonly registry?: string | undefined;
  readonly holder?: string | undefined;
  readonly productForm?: string | undefined;
  readonly dataName?: string | undefined;
  readonly attestedFrom?: string | undefined;
  readonly attestedBefore?: string | undefined;
}

/** `%` and `_` of the request are letters, not patterns. */
const prefix = (text: string): string => `${text.replace(/[\\%_]/g, (letter) => `\\${letter}`)}%`;

/** The status is derived, so its filter is too. */
const byStatus = (status: string, nowInstant: string): RawBuilder<boolean> => {
  const isSuspended = sql<boolean>`(f.status = 'SUSPENDED' and f.record #>> '{standing,until}' > ${nowInstant})`;
  const stands = sql`(f.status = 'VALID' or (f.status = 'SUSPENDED' and not ${isSuspended}))`;
  if (status === 'SUSPENDED') return isSuspended;
  if (status === 'VALID') return sql`(${stands} and f.valid_until > ${nowInstant})`;
  if (status !== 'EXPIRED') return sql`f.status = ${status}`;
  return sql`(f.status = 'EXPIRED' or (${stands} and f.valid_until <= ${nowInstant}))`;
};

const byHolder = (uscc: string): RawBuilder<boolean> =>
  sql`exists (select 1 from certificate_holders h where h.number = f.number and h.holder_uscc = ${uscc})`;

const CONDITIONS: {
  readonly [N in keyof CertificateFilters]-?: (value: string, nowInstant: string) => RawBuilder<boolean>;
} = {
  status: byStatus,
  registry: (value) => sql`f.registry_uscc = ${value}`,
  holder: byHolder,
  productForm: (value) => sql`f.product_form = ${value}`,
  dataName: (value) => sql`f.data_name like ${prefix(value)}`,
  attestedFrom: (value) => sql`f.attested_at >= ${value}`,
  attestedBefore: (value) => sql`f.attested_at < ${value}`,
};

const conditions = (filters: CertificateFilters, nowInstant: string): RawBuilder<boolean> => {
  const given = (Object.keys(CONDITIONS) as (keyof CertificateFilters)[]).flatMap((name) => {
    const value = filters[name];
    return value === undefined ? [] : [CONDITIONS[name](value, nowInstant)];
  });
  return sql.join([sql`true`, ...given], sql` and `);
};

export const readCertificates = async (
  database: Kysely<Tables>,
  asked: { readonly plan: PagePlan; readonly filters: CertificateFilters; readonly nowInstant: string },
): Promise<CertificateRow[]> => {
  const { plan, filters, nowInstant } = asked;
  const { rows } = await sql<CertificateRow>`select f.* from certificates f
    where ${conditions(filters, nowInstant)} and ${plan.after} order by ${plan.order} limit ${plan.fetch}`.execute(
    database,
  );
  return rows;
};

/** The steps of a procedure that were public when they happened; what was asked of an applicant is nobody's business. */
const PUBLIC_TYPES = [
  'noticePublished',
  'noticeClosed',
  'certificateGranted',
] as const satisfies readonly (typeof EVENT_TYPES)[number][];

export interface PublicStep {
  readonly type: string;
  readonly tx_time: string;
  readonly transaction_id: string;
  readonly block_number: number;
}

/** @returns undefined for a number that no certificate has */
export const readPublicSteps = async (database: Kysely<Tables>, number: string): Promise<PublicStep[] | undefined> => {
  const found = await database
    .selectFrom('certificates')
    .select('case_id')
    .where('number', '=', number)
    .executeTakeFirst();
  if (found === undefined) return undefined;
  return database
    .selectFrom('events')
    .select(['type', 'tx_time', 'transaction_id', 'block_number'])
    .where((where) =>
      where.or([
        where.and([where('record_type', '=', 'certificate'), where('record_id', '=', number)]),
        where.and([where('case_id', '=', found.case_id), where('type', 'in', PUBLIC_TYPES)]),
      ]),
    )
    .orderBy('events.block_number')
    .orderBy('tx_index')
    .orderBy('event_index')
    .execute();
};
