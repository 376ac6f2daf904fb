-- SPDX-License-Identifier: Apache-2.0
-- What this registry signs its certificates with. No projection: the private parts stand nowhere else, encrypted under the
-- key-encryption key. Which set is in force, and since when, stands on the ledger.

create table certificate_keys (
  secp256k1 text collate "C" primary key,
  private_keys bytea not null,
  created_at timestamptz not null
);
