-- SPDX-License-Identifier: Apache-2.0
-- Recognition of certificates by other registries: what was asked, and what stands.

create table recognitions (
  recognition_no text collate "C" primary key,
  number text collate "C" not null,
  registry_uscc text not null,
  state text not null,
  requester_msp text not null,
  requester_key text not null,
  requester_uscc text,
  requested_at text collate "C" not null,
  -- The end of what was granted; null where nothing was.
  valid_until text collate "C",
  event_seq integer not null,
  record json not null,
  transaction_id text not null,
  block_number bigint not null
);
create index recognitions_number on recognitions (number, registry_uscc);
create index recognitions_requested on recognitions (requested_at, recognition_no);
-- What the clock looks through each second.
create index recognitions_standing on recognitions (registry_uscc, number)
  where state in ('FULL', 'CONDITIONAL', 'SUSPENDED');
