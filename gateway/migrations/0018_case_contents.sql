-- SPDX-License-Identifier: Apache-2.0
-- By what the data of a case can be found again: the root of its content, and the tokens of its samples' sketches.

create table case_contents (
  case_id text collate "C" primary key references cases (case_id) on delete cascade,
  tokens text[] not null
);
create index case_contents_tokens on case_contents using gin (tokens);

-- Replayed from block 0, so that cases of before have theirs.
truncate checkpoints, cases, case_parties, case_documents, case_commitments, case_workers, case_contents, events, notices,
  certificates, certificate_holders, objections, objection_documents, services, service_addressees, institutions, profiles,
  calendars;
