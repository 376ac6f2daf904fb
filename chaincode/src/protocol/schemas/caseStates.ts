// SPDX-License-Identifier: Apache-2.0
export const SCHEMA_VERSION = 1;

/** The states of an initial registration (domain section 4). Step by step more rows of the table reach more of them. */
export const CASE_STATES = [
  'SUBMITTED',
  'CORRECTION',
  'LAPSED',
  'NOT_ACCEPTED',
  'ACCEPTED',
  'FORMAL_REVIEW',
  'SUPPLEMENT',
  'SUBSTANTIVE_REVIEW',
  'TERMINATED',
  'REVIEWED',
  'REJECTED',
  'NOTICE',
  'NOTICE_OBJECTED',
  'AMENDMENT',
  'READY',
  'REGISTERED',
  'WITHDRAWN',
] as const;
export type CaseState = (typeof CASE_STATES)[number];
