-- SPDX-License-Identifier: Apache-2.0
-- A page of a list is read in the order of an index, so that what it costs does not depend on how many cases there are.
create index cases_state_submitted on cases (state, submitted_at, case_id);
create index cases_state_last_event on cases (state, last_event_at, case_id);
create index cases_registry_submitted on cases (registry_uscc, submitted_at, case_id);
create index cases_registry_last_event on cases (registry_uscc, last_event_at, case_id);
create index cases_profile_submitted on cases (profile_id, submitted_at, case_id);
create index cases_profile_last_event on cases (profile_id, last_event_at, case_id);
create index cases_agency_submitted on cases (agency_uscc, submitted_at, case_id) where agency_uscc is not null;
create index cases_agency_last_event on cases (agency_uscc, last_event_at, case_id) where agency_uscc is not null;
drop index cases_registry_state;
drop index cases_agency;
