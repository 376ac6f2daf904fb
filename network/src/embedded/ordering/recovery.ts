// SPDX-License-Identifier: Apache-2.0
import { setTimeout as delay } from 'node:timers/promises';

/** `NEVER`: nothing but a restart, and somebody who looks, can help. */
export type Prospect = 'WRITABLE' | 'NOT_YET' | 'NEVER';

/** Milliseconds between two attempts. */
const PAUSE_MS = 1_000;

/** Tries again and again to make a ledger writable that could not be written. */
export class Recovery {
  readonly #stop = new AbortController();

  stop(): void {
    this.#stop.abort();
  }

  /** @returns whether it can be written again; false where that is hopeless or was given up */
  async run(attempt: () => Promise<Prospect>): Promise<boolean> {
    while (await this.#paused()) {
      const prospect = await attempt();
      if (prospect !== 'NOT_YET') return prospect === 'WRITABLE';
    }
    return false;
  }

  async #paused(): Promise<boolean> {
    try {
      await delay(PAUSE_MS, undefined, { signal: this.#stop.signal });
      return true;
    } catch {
      // Stopped in the meantime.
      return false;
    }
  }
}
