-- SPDX-License-Identifier: Apache-2.0
-- A draw of an agency that has been asked for: its number, the round of the beacon that it waits for, and how long at most.

alter table cases add column draw_number integer;
alter table cases add column draw_round integer;
alter table cases add column draw_waits_until text collate "C";
create index cases_drawing on cases (registry_uscc, draw_waits_until) where draw_number is not null;

-- Replayed from block 0, so that cases of before have theirs.
truncate checkpoints, cases, case_parties, case_documents, case_commitments, case_workers, events, notices, certificates,
  certificate_holders, objections, objection_documents, services, service_addressees, institutions, profiles, calendars;
