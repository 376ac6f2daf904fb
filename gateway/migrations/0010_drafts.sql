-- SPDX-License-Identifier: Apache-2.0
-- Applications that are not filed yet. No projection: a rebuild of the read models leaves them alone. Of one that has
-- been filed there stays only which case it became, for whoever lost the answer.

create table drafts (
  draft_id text collate "C" primary key,
  owner text collate "C" not null,
  version integer not null check (version > 0),
  content bytea,
  heading bytea,
  created_digest text not null,
  filing_key text,
  filed text,
  created_at text collate "C" not null,
  updated_at text collate "C" not null,
  check ((content is null) = (filed is not null))
);
create index drafts_by_owner on drafts (owner, updated_at, draft_id) where content is not null;
