-- SPDX-License-Identifier: Apache-2.0
-- Encrypted files, openings of sealed values, and the requests that were sealed.

CREATE TABLE blobs (
  blob_id text PRIMARY KEY,
  address text NOT NULL UNIQUE,
  wrapped_key bytea NOT NULL,
  bytes bigint NOT NULL CHECK (bytes > 0),
  created_at timestamptz NOT NULL
);

CREATE TABLE materials (
  doc_id text PRIMARY KEY,
  blob_id text NOT NULL REFERENCES blobs (blob_id),
  uploader text NOT NULL,
  mime text NOT NULL,
  description bytea NOT NULL,
  created_at timestamptz NOT NULL,
  UNIQUE (uploader, blob_id)
);

CREATE INDEX materials_by_blob ON materials (blob_id);

CREATE TABLE openings (
  commitment text PRIMARY KEY,
  opening bytea NOT NULL,
  created_at timestamptz NOT NULL
);

CREATE TABLE command_requests (
  identity_key text NOT NULL,
  idempotency_key text NOT NULL,
  body_digest text NOT NULL,
  contract text NOT NULL,
  transaction text NOT NULL,
  request text NOT NULL,
  unknown_transaction_id text,
  unknown_since timestamptz,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (identity_key, idempotency_key)
);

CREATE INDEX command_requests_by_time ON command_requests (created_at);
