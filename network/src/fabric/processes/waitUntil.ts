// SPDX-License-Identifier: Apache-2.0
import { setTimeout as delay } from 'node:timers/promises';
import { FabricError } from '../fabricError';

export interface Waiting {
  /** What is waited for, for the message. */
  readonly what: string;
  readonly timeoutMs: number;
  readonly everyMs?: number;
}

/**
 * Asks again and again until the answer is yes.
 *
 * @throws FabricError NODE_FAILED when the time is over; an error of the question itself is passed on at once
 */
export async function waitUntil(question: () => Promise<boolean>, waiting: Waiting): Promise<void> {
  const end = performance.now() + waiting.timeoutMs;
  while (!(await question())) {
    if (performance.now() > end) {
      throw new FabricError('NODE_FAILED', `${waiting.what} did not come within ${waiting.timeoutMs / 1000} s.`);
    }
    await delay(waiting.everyMs ?? 50);
  }
}
