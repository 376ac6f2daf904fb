-- SPDX-License-Identifier: Apache-2.0
-- The calendar that a provisional deadline waits for. Cases of before have none: their steps were refused.

alter table cases add column deadline_awaits text;
create index cases_awaiting on cases (registry_uscc, deadline_awaits) where deadline_awaits is not null;
