// SPDX-License-Identifier: Apache-2.0
import { Counter, Gauge, Histogram } from 'prom-client';
import type { Registry } from 'prom-client';

export interface ProjectionMetrics {
  readonly height: Gauge;
  readonly lag: Gauge;
  readonly blockSeconds: Histogram;
  readonly retries: Counter;
}

/** What the projection tells Prometheus. No labels: there is one projection in a gateway. */
export const newProjectionMetrics = (registry: Registry): ProjectionMetrics => {
  const registers = [registry];
  return {
    height: new Gauge({
      name: 'registry_projection_height_blocks',
      help: 'Blocks whose rows are in the read models',
      registers,
    }),
    lag: new Gauge({
      name: 'registry_projection_lag_blocks',
      help: 'Blocks of the ledger whose rows are not yet in the read models',
      registers,
    }),
    blockSeconds: new Histogram({
      name: 'registry_projection_block_seconds',
      help: 'Time to write the rows of one block',
      buckets: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3],
      registers,
    }),
    retries: new Counter({
      name: 'registry_projection_retries_total',
      help: 'Times that the projection began again after an error',
      registers,
    }),
  };
};
