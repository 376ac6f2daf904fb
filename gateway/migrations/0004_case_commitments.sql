-- SPDX-License-Identifier: Apache-2.0
-- Which case a commitment came to the ledger with first. Whoever copies it into a filing of his own later must not have
-- it opened there.

create table case_commitments (
  commitment text collate "C" primary key,
  case_id text collate "C" not null
);

-- Replayed from block 0, so that cases of before have theirs.
truncate checkpoints, cases, case_parties, case_documents, events, notices, certificates, certificate_holders,
  institutions, profiles, calendars;
