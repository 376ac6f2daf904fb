-- SPDX-License-Identifier: Apache-2.0
-- People and services of this gateway, and their sessions.

CREATE TABLE users (
  user_id text PRIMARY KEY,
  username text NOT NULL UNIQUE,
  display_name text NOT NULL,
  role text NOT NULL,
  organization text NOT NULL,
  msp_id text NOT NULL,
  staff_no text NOT NULL,
  uscc text NOT NULL,
  identity_key text NOT NULL UNIQUE,
  certificate text NOT NULL,
  private_key bytea NOT NULL,
  password_hash text
);

CREATE TABLE sessions (
  token_hash text PRIMARY KEY,
  user_id text NOT NULL REFERENCES users (user_id) ON DELETE CASCADE,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);

CREATE INDEX sessions_by_end ON sessions (expires_at);
CREATE INDEX sessions_by_user ON sessions (user_id);
