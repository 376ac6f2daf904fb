// SPDX-License-Identifier: Apache-2.0
import type { RequestHandler } from 'express';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export interface GatewayMetrics {
  readonly registry: Registry;
  readonly requestSeconds: Histogram<'method' | 'route' | 'status'>;
  readonly ledgerSeconds: Histogram<'call' | 'outcome'>;
  readonly ledgerCalls: Gauge<'state'>;
  readonly lostStreams: Counter;
  readonly recordsLeftOut: Counter<'reason'>;
  readonly materialBytes: Counter;
}

const SECONDS = [0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30];

/** A registry of its own, so that two gateways in one process do not mix. */
export function newMetrics(): GatewayMetrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, prefix: 'registry_' });
  return {
    registry,
    requestSeconds: new Histogram({
      name: 'registry_request_seconds',
      help: 'HTTP requests by method, route pattern and class of status',
      labelNames: ['method', 'route', 'status'],
      buckets: SECONDS,
      registers,
    }),
    ledgerSeconds: new Histogram({
      name: 'registry_ledger_call_seconds',
      help: 'Calls to the ledger by kind and outcome',
      labelNames: ['call', 'outcome'],
      buckets: SECONDS,
      registers,
    }),
    ledgerCalls: new Gauge({
      name: 'registry_ledger_calls_count',
      help: 'Calls to the ledger that are under way',
      labelNames: ['state'],
      registers,
    }),
    lostStreams: new Counter({
      name: 'registry_block_streams_lost_total',
      help: 'Block streams that broke off and were opened again',
      registers,
    }),
    recordsLeftOut: new Counter({
      name: 'registry_records_left_out_total',
      help: 'Records in valid transactions that are not believed, by the reason',
      labelNames: ['reason'],
      registers,
    }),
    materialBytes: new Counter({
      name: 'registry_material_bytes_total',
      help: 'Clear bytes taken into the vault',
      registers,
    }),
  };
}

const METHODS = ['GET', 'POST', 'DELETE', 'HEAD', 'OPTIONS'];

/** Measures requests. Its labels are patterns and classes, never what a caller may choose. */
export function measureRequests({ requestSeconds }: Pick<GatewayMetrics, 'requestSeconds'>): RequestHandler {
  return (req, res, next) => {
    const stop = requestSeconds.startTimer();
    res.once('close', () => {
      const pattern = (req.route as { path?: unknown } | undefined)?.path;
      const method = METHODS.includes(req.method) ? req.method : 'OTHER';
      const route = typeof pattern === 'string' ? pattern : 'none';
      stop({ method, route, status: `${Math.floor(res.statusCode / 100)}xx` });
    });
    next();
  };
}

/** Prometheus text. */
export function answerMetrics({ registry }: Pick<GatewayMetrics, 'registry'>): RequestHandler {
  return async (_req, res) => {
    res.type(registry.contentType).send(await registry.metrics());
  };
}
