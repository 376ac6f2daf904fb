-- SPDX-License-Identifier: Apache-2.0
-- Documents served on parties, and whether these acknowledged them.

create table services (
  service_id text collate "C" primary key,
  case_id text collate "C" not null,
  registry_uscc text not null,
  served_event_seq integer not null,
  document_kind text not null,
  served_at text collate "C" not null,
  record json not null,
  transaction_id text not null,
  block_number bigint not null
);
create index services_case on services (case_id, served_event_seq);

create table service_addressees (
  service_id text collate "C" not null references services (service_id) on delete cascade,
  side text not null,
  party text collate "C" not null,
  served_at text collate "C" not null,
  acknowledged_at text collate "C",
  primary key (service_id, side, party)
);
create index service_addressees_party on service_addressees (party, side, served_at, service_id);

-- What was decided, in the order of the ledger: whoever serves documents walks along it.
create index events_order on events (block_number, tx_index, event_index);
