// SPDX-License-Identifier: Apache-2.0
/** What a person may be in the procedure: the value of the certificate attribute `role`. */
export const ROLES = [
  'applicant',
  'agent',
  'acceptance',
  'reviewer',
  'decider',
  'agency',
  'supervisor',
  'judicial',
  'clock',
] as const;

/** Whether an attacker-controlled attribute names a role; anything else has no rights at all. */
export const isRole = (value: unknown): value is (typeof ROLES)[number] =>
  (ROLES as readonly unknown[]).includes(value);
