-- SPDX-License-Identifier: Apache-2.0
-- Whose work a case is now: its times stand here too, so that a list of work is read in the order of an index.

create table case_workers (
  case_id text collate "C" not null references cases (case_id) on delete cascade,
  worker text collate "C" not null,
  state text not null,
  submitted_at text collate "C" not null,
  last_event_at text collate "C" not null,
  primary key (case_id, worker)
);
create index case_workers_submitted on case_workers (worker, submitted_at, case_id, state);
create index case_workers_last_event on case_workers (worker, last_event_at, case_id, state);

-- Replayed from block 0, so that cases of before have theirs.
truncate checkpoints, cases, case_parties, case_documents, case_commitments, case_workers, events, notices, certificates,
  certificate_holders, objections, objection_documents, services, service_addressees, institutions, profiles, calendars;
