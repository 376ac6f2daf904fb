-- SPDX-License-Identifier: Apache-2.0
-- Which request a key set was made for, as a keyed digest of who asked and under which Idempotency-Key: a request that is
-- repeated is about the same keys. Null where the gateway made them of its own accord.

alter table certificate_keys add column asked_by text collate "C" unique;
