-- SPDX-License-Identifier: Apache-2.0
-- A status list is made from what changed of one registry's certificates since the last.

create index certificates_registry_changed on certificates (registry_uscc, block_number);
