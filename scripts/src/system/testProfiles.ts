// SPDX-License-Identifier: Apache-2.0
/** The test-only rule profiles of a demonstration, by what they are for; their periods are seconds. */
export const testProfiles = {
  short: 'test-short-periods',
  /** Acceptance, correction and supplement pass within seconds, so that silence can be shown. */
  silence: 'test-passing-periods',
  /** Its notice leaves time for an objection. */
  notice: 'test-notice-periods',
} as const;

export const TEST_PROFILES: readonly string[] = Object.values(testProfiles);
