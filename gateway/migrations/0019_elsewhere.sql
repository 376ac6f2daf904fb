-- SPDX-License-Identifier: Apache-2.0
-- What this gateway keeps of certificates that are not on this ledger: of partners' ledgers, which it asks, and of foreign
-- platforms, which somebody shows it. Nothing is here that was not checked. No projection: a rebuild leaves it alone.

-- A partner's registry: one address that is asked, and how far it has been followed.
create table partner_sources (
  url text collate "C" primary key,
  ledger_id text collate "C" not null,
  -- The partner's trust lists as its supervisor signed them, each believed by the one before; JSON.
  lists text not null,
  -- After which of its certificates to ask on; opaque.
  cursor text collate "C" not null,
  tried_at text collate "C" not null,
  reached_at text collate "C",
  -- The first thing that was wrong at the last attempt: { kind, code, about, since } as JSON.
  problem text
);

create table partner_certificates (
  ledger_id text collate "C" not null,
  number text collate "C" not null,
  url text collate "C" not null,
  version integer not null,
  registry_uscc text collate "C" not null,
  registry_name text not null,
  key_set integer not null,
  valid_from text collate "C" not null,
  valid_to text collate "C" not null,
  primary key (number, ledger_id)
);

create table partner_status_lists (
  url text collate "C" not null,
  registry_uscc text collate "C" not null,
  year text collate "C" not null,
  valid_from text collate "C" not null,
  jws text not null,
  primary key (url, registry_uscc, year)
);

create table foreign_certificates (
  platform_id text collate "C" not null,
  number text not null,
  version integer not null,
  certificate text not null,
  kept_at text collate "C" not null,
  primary key (platform_id, number)
);

-- Partners ask for a registry's certificates in the order in which the ledger changed them.
create index certificates_by_change on certificates (registry_uscc, block_number, number);
