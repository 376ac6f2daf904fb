// SPDX-License-Identifier: Apache-2.0
/** What came of a number of jobs done by a number of clients. */
export interface LoopResult {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly mean: number;
}

/**
 * Clients that each start their next job when the last one is done.
 * @param job does the job of that number; an error of it ends the measurement
 */
export const closedLoop = async (
  { clients, jobs }: { clients: number; jobs: number },
  job: (index: number) => Promise<unknown>,
): Promise<LoopResult> => {
  const latencies: number[] = [];
  let next = 0;
  const client = async (): Promise<void> => {
    while (next < jobs) {
      const index = next;
      next += 1;
      const start = performance.now();
      await job(index);
      latencies.push(performance.now() - start);
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: clients }, client));
  const elapsed = performance.now() - start;
  latencies.sort((one, other) => one - other);
  const at = (share: number): number => latencies[Math.floor(latencies.length * share)] ?? 0;
  const mean = latencies.reduce((sum, value) => sum + value, 0) / latencies.length;
  return { perSecond: (jobs / elapsed) * 1000, p50: at(0.5), p95: at(0.95), p99: at(0.99), mean };
};
