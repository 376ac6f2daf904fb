// SPDX-License-Identifier: Apache-2.0

/** Time as the gateway's own work knows it, so that a test can turn the hands. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Comes back after so many milliseconds, or at once when the signal is given. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** At least 0, less than 1. */
  random(): number;
}
