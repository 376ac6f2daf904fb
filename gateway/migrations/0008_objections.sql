-- SPDX-License-Identifier: Apache-2.0
-- Objections to notices. The objector is named as a party is: by USCC where there is one, and by key.

create table objections (
  objection_no text collate "C" primary key,
  case_id text collate "C" not null,
  notice_no text collate "C" not null,
  registry_uscc text not null,
  status text not null,
  ground text not null,
  objector_uscc text collate "C",
  objector_key text collate "C" not null,
  raised_at text collate "C" not null,
  deadline_at text collate "C",
  event_seq integer not null,
  record json not null,
  transaction_id text not null,
  block_number bigint not null
);
create index objections_raised on objections (raised_at, objection_no);
create index objections_case on objections (case_id, raised_at);
create index objections_notice on objections (notice_no);
create index objections_registry on objections (registry_uscc, status, raised_at);
create index objections_objector on objections (objector_uscc, raised_at) where objector_uscc is not null;
create index objections_key on objections (objector_key, raised_at);

-- Which documents of the vault an objection names: its evidence, and that of the reply.
create table objection_documents (
  objection_no text collate "C" not null references objections (objection_no) on delete cascade,
  doc_id text collate "C" not null,
  primary key (doc_id, objection_no)
);
create index objection_documents_objection on objection_documents (objection_no);
