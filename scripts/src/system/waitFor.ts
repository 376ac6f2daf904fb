// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';

interface Waiting {
  /** What is waited for, for the message. */
  readonly what: string;
  readonly timeoutMs: number;
  readonly everyMs?: number;
}

/**
 * Asks again and again until there is an answer.
 * @throws Error when the time is over; an error of the question itself is passed on at once
 */
export const waitFor = async <T>(question: () => Promise<T | undefined>, waiting: Waiting): Promise<T> => {
  const end = performance.now() + waiting.timeoutMs;
  for (;;) {
    const answer = await question();
    if (answer !== undefined) return answer;
    if (performance.now() > end) throw new Error(`${waiting.what} did not come within ${waiting.timeoutMs / 1000} s.`);
    await sleep(waiting.everyMs ?? 100);
  }
};
