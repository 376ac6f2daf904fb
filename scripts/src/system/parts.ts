// SPDX-License-Identifier: Apache-2.0
import type { RunningProcess } from './process';

/** The part that keeps the ledger, where one of the register's own processes does. */
export const ENGINE = 'engine';

/** The processes of a running register by name, in the order in which they were started. */
export interface Parts {
  readonly pids: readonly number[];
  /** Settles when a part ends that nobody stopped or killed here, with a sentence about it. */
  readonly failed: Promise<string>;
  get(name: string): RunningProcess;
  put(name: string, running: RunningProcess): void;
  /** Says that the end of a part is wanted. */
  expectEnd(name: string): void;
  /** Stops all, the engine last. */
  stopAll(): Promise<void>;
}

export const newParts = (): Parts => {
  const running = new Map<string, RunningProcess>();
  const wanted = new Set<RunningProcess>();
  let fail: (sentence: string) => void;
  const failed = new Promise<string>((resolve) => {
    fail = resolve;
  });
  const get = (name: string): RunningProcess => {
    const part = running.get(name);
    if (!part) throw new Error(`No part "${name}" is running.`);
    return part;
  };
  return {
    failed,
    get,
    get pids() {
      return [...running.values()].filter((part) => !part.hasEnded()).map(({ pid }) => pid);
    },
    put: (name, part) => {
      running.set(name, part);
      void part.ended.then((how) => {
        if (!wanted.has(part)) fail(`The ${part.name} has ended (${how}); its log is ${part.logFile}.`);
      });
    },
    expectEnd: (name) => {
      wanted.add(get(name));
    },
    stopAll: async () => {
      for (const part of running.values()) wanted.add(part);
      const engine = running.get(ENGINE);
      const gateways = [...running.values()].filter((part) => part !== engine);
      await Promise.all(gateways.map((gateway) => gateway.stop()));
      await engine?.stop();
    },
  };
};
