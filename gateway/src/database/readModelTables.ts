// SPDX-License-Identifier: Apache-2.0
import type {
  CalendarRecord,
  CaseRecord,
  CertificateRecord,
  DomainEvent,
  InstitutionRecord,
  Notice,
  ObjectionRecord,
  ProfileRecord,
  RecognitionRecord,
  ServiceRecord,
} from '@registry/chaincode/protocol';
import type { ColumnType } from 'kysely';

/** A json column: written inside a json text of whole rows, read parsed. */
export type Json<T> = ColumnType<T, T, never>;

/** The transaction that wrote a row last. */
interface Written {
  transaction_id: string;
  block_number: number;
}

export interface CheckpointsTable {
  name: string;
  block_number: number;
  block_hash: string;
}

export interface CasesTable extends Written {
  case_id: string;
  case_type: string;
  state: string;
  registry_uscc: string;
  profile_id: string;
  data_name: string;
  submitted_at: string;
  last_event_at: string;
  deadline_at: string | null;
  /** The calendar that a provisional deadline waits for. */
  deadline_awaits: string | null;
  reviewer_staff_no: string | null;
  agency_uscc: string | null;
  /** A draw that has been asked for and not carried out; migrations/0013_draws.sql */
  draw_number: number | null;
  draw_round: number | null;
  draw_waits_until: string | null;
  event_seq: number;
  record: Json<CaseRecord>;
}

export interface EventsTable extends Written {
  record_type: string;
  record_id: string;
  event_seq: number;
  case_id: string | null;
  type: string;
  tx_time: string;
  event: Json<DomainEvent>;
  tx_index: number;
  event_index: number;
}

export interface NoticesTable extends Written {
  notice_no: string;
  case_id: string;
  registry_uscc: string;
  data_name: string;
  started_at: string;
  ends_at: string;
  closed_at: string | null;
  notice: Json<Notice>;
}

export interface CertificatesTable extends Written {
  number: string;
  case_id: string;
  registry_uscc: string;
  status: string;
  data_name: string;
  product_form: string;
  attested_at: string;
  valid_until: string;
  record: Json<CertificateRecord>;
}

/** What was asked of a registry about another's certificate (migration 0015). */
export interface RecognitionsTable extends Written {
  recognition_no: string;
  number: string;
  registry_uscc: string;
  state: string;
  requester_msp: string;
  requester_key: string;
  requester_uscc: string | null;
  requested_at: string;
  valid_until: string | null;
  event_seq: number;
  record: Json<RecognitionRecord>;
}

export interface InstitutionsTable extends Written {
  uscc: string;
  institution_kind: string;
  approval: string;
  record: Json<InstitutionRecord>;
}

export interface ProfilesTable extends Written {
  profile_id: string;
  approval: string;
  record: Json<ProfileRecord>;
}

export interface CalendarsTable extends Written {
  calendar_id: string;
  approval: string;
  record: Json<CalendarRecord>;
}

/** migrations/0006_services.sql */
export interface ServicesTable extends Written {
  service_id: string;
  case_id: string;
  registry_uscc: string;
  served_event_seq: number;
  document_kind: string;
  served_at: string;
  record: Json<ServiceRecord>;
}

type ServiceAddresseesTable = {
  service_id: string;
  side: string;
  party: string;
  served_at: string;
  acknowledged_at: string | null;
};

/** migrations/0008_objections.sql */
export interface ObjectionsTable extends Written {
  objection_no: string;
  case_id: string;
  notice_no: string;
  registry_uscc: string;
  status: string;
  ground: string;
  objector_uscc: string | null;
  objector_key: string;
  raised_at: string;
  deadline_at: string | null;
  event_seq: number;
  record: Json<ObjectionRecord>;
}

/** migrations/0011_case_workers.sql */
type CaseWorkersTable = Pick<CasesTable, 'case_id' | 'state' | 'submitted_at' | 'last_event_at'> & { worker: string };

/** migrations/0001_read_models.sql, 0004_case_commitments.sql, 0006_services.sql and 0008_objections.sql */
export interface ReadModelTables {
  checkpoints: CheckpointsTable;
  cases: CasesTable;
  case_parties: { case_id: string; party: string };
  case_documents: { case_id: string; doc_id: string };
  case_workers: CaseWorkersTable;
  /** migrations/0018_case_contents.sql */
  case_contents: { case_id: string; tokens: string[] };
  case_commitments: { commitment: string; case_id: string };
  events: EventsTable;
  notices: NoticesTable;
  certificates: CertificatesTable;
  certificate_holders: { number: string; holder_uscc: string };
  objections: ObjectionsTable;
  objection_documents: { objection_no: string; doc_id: string };
  services: ServicesTable;
  service_addressees: ServiceAddresseesTable;
  recognitions: RecognitionsTable;
  institutions: InstitutionsTable;
  profiles: ProfilesTable;
  calendars: CalendarsTable;
}
