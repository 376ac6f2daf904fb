-- SPDX-License-Identifier: Apache-2.0
create index cases_due on cases (registry_uscc, deadline_at) where deadline_at is not null;
drop index notices_due;
