// SPDX-License-Identifier: Apache-2.0
import type { Clock } from './clock';

export interface RepeatingParts {
  /** What it is called, for whoever starts it twice. */
  readonly name: string;
  readonly clock: Pick<Clock, 'sleep'>;
  /** Milliseconds until the next time. */
  readonly pause: () => number;
  /** What is done each time; the signal says that no more is wanted. */
  readonly act: (signal: AbortSignal) => Promise<unknown>;
  /** Told of a time that failed; the next one comes all the same. */
  readonly onFailure: (error: unknown) => void;
}

/** Does one thing again and again, never twice at once, until it is told to stop. */
export class Repeating {
  readonly #parts: RepeatingParts;
  #running: { readonly stop: AbortController; readonly ended: Promise<void> } | undefined;

  constructor(parts: RepeatingParts) {
    this.#parts = parts;
  }

  start(): void {
    if (this.#running !== undefined) throw new Error(`the ${this.#parts.name} runs already`);
    const stop = new AbortController();
    this.#running = { stop, ended: this.#run(stop.signal) };
  }

  /** Comes back when nothing of its own is under way any more. */
  async stop(): Promise<void> {
    this.#running?.stop.abort();
    await this.#running?.ended;
    this.#running = undefined;
  }

  async #run(signal: AbortSignal): Promise<void> {
    const { clock, pause, act, onFailure } = this.#parts;
    for (;;) {
      await clock.sleep(pause(), signal);
      if (signal.aborted) return;
      try {
        await act(signal);
      } catch (error) {
        onFailure(error);
      }
    }
  }
}
