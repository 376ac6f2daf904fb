-- SPDX-License-Identifier: Apache-2.0
-- What the committed blocks say, laid out for questions. Everything here can be dropped and replayed from block 0.
--
-- Records stand as json, not jsonb: json keeps the canonical text and takes every string that a ledger may hold, so no
-- block can stop the projection by its spelling. Instants are ISO text of one width in UTC, which sorts as time does.

create table checkpoints (
  name text primary key,
  block_number bigint not null check (block_number >= 0),
  block_hash text not null
);

create table cases (
  case_id text collate "C" primary key,
  case_type text not null,
  state text not null,
  registry_uscc text not null,
  profile_id text not null,
  data_name text collate "C" not null,
  submitted_at text collate "C" not null,
  last_event_at text collate "C" not null,
  deadline_at text collate "C",
  reviewer_staff_no text,
  agency_uscc text,
  event_seq integer not null,
  record json not null,
  transaction_id text not null,
  block_number bigint not null
);
create index cases_submitted on cases (submitted_at, case_id);
create index cases_last_event on cases (last_event_at, case_id);
create index cases_registry_state on cases (registry_uscc, state, submitted_at);
create index cases_agency on cases (agency_uscc) where agency_uscc is not null;

-- Who is a party: applicants and agent by USCC, the submitter by identity key.
create table case_parties (
  case_id text collate "C" not null references cases (case_id) on delete cascade,
  party text collate "C" not null,
  primary key (party, case_id)
);
create index case_parties_case on case_parties (case_id);

-- Which documents of the vault a case names.
create table case_documents (
  case_id text collate "C" not null references cases (case_id) on delete cascade,
  doc_id text collate "C" not null,
  primary key (doc_id, case_id)
);
create index case_documents_case on case_documents (case_id);

create table events (
  record_type text not null,
  record_id text collate "C" not null,
  event_seq integer not null,
  case_id text collate "C",
  type text not null,
  tx_time text collate "C" not null,
  event json not null,
  transaction_id text not null,
  block_number bigint not null,
  tx_index integer not null,
  event_index integer not null,
  primary key (record_type, record_id, event_seq)
);
create index events_case on events (case_id, block_number, tx_index, event_index);

create table notices (
  notice_no text collate "C" primary key,
  case_id text collate "C" not null,
  registry_uscc text not null,
  data_name text collate "C" not null,
  started_at text collate "C" not null,
  ends_at text collate "C" not null,
  closed_at text collate "C",
  notice json not null,
  transaction_id text not null,
  block_number bigint not null
);
create index notices_started on notices (started_at, notice_no);
create index notices_case on notices (case_id);
create index notices_due on notices (registry_uscc, ends_at) where closed_at is null;

create table certificates (
  number text collate "C" primary key,
  case_id text collate "C" not null,
  registry_uscc text not null,
  status text not null,
  data_name text collate "C" not null,
  product_form text not null,
  attested_at text collate "C" not null,
  valid_until text collate "C" not null,
  record json not null,
  transaction_id text not null,
  block_number bigint not null
);
create index certificates_attested on certificates (attested_at, number);
create index certificates_name on certificates (data_name, number);
create index certificates_case on certificates (case_id);

create table certificate_holders (
  number text collate "C" not null references certificates (number) on delete cascade,
  holder_uscc text not null,
  primary key (holder_uscc, number)
);
create index certificate_holders_number on certificate_holders (number);

create table institutions (
  uscc text collate "C" primary key,
  institution_kind text not null,
  approval text not null,
  record json not null,
  transaction_id text not null,
  block_number bigint not null
);

create table profiles (
  profile_id text collate "C" primary key,
  approval text not null,
  record json not null,
  transaction_id text not null,
  block_number bigint not null
);

create table calendars (
  calendar_id text collate "C" primary key,
  approval text not null,
  record json not null,
  transaction_id text not null,
  block_number bigint not null
);
