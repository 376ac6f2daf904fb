// SPDX-License-Identifier: Apache-2.0
import express, { type Express } from 'express';
import type { Logger } from 'pino';
import type { Config } from './config';
import { answerDid } from './credentials/answerDid';
import { newOpenapiRouter } from './features/openapi/router';
import { answerNotFound, answerProblems } from './http/answerProblems';
import { authenticate } from './http/authenticate';
import { readJson } from './http/body';
import { limitAddress, limitPerson } from './http/limits';
import { answerRequestId } from './http/requestId';
import { neverStore, onlyDirect, secureHeaders } from './http/security';
import { answerHealth, answerReadiness } from './observability/health';
import { answerMetrics, measureRequests, type GatewayMetrics } from './observability/metrics';
import { logRequests } from './observability/requestLog';
import type { Operations } from './composeOperations';
import { newRouter } from './routing/newRouter';
import type { Services } from './composeServices';

export interface AppParts {
  readonly config: Config;
  readonly log: Logger;
  readonly metrics: GatewayMetrics;
  readonly services: Pick<Services, 'sessions' | 'checks' | 'credentials'>;
  readonly operations: Operations;
}

const API = '/api/v1';

function newBareApp({ TRUSTED_PROXIES: proxies }: Config): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag').set('query parser', 'simple');
  return proxies ? app.set('trust proxy', proxies) : app;
}

/** The gateway's table of contents: what a request meets, in this order. */
export function newApp({ config, log, metrics, services, operations }: AppParts): Express {
  const app = newBareApp(config);
  app.use(answerRequestId);
  app.use(logRequests(log));
  app.use(measureRequests(metrics));
  app.use(secureHeaders());

  app.get('/healthz', answerHealth);
  app.get('/readyz', answerReadiness(services.checks));
  app.get('/metrics', onlyDirect, answerMetrics(metrics));

  app.use(limitAddress(config.REQUESTS_PER_ADDRESS));
  app.get('/.well-known/did.json', answerDid(services.credentials));
  app.use(API, neverStore);
  app.use(
    API,
    authenticate((token) => services.sessions.callerOf(token)),
  );
  app.use(API, limitPerson(config.REQUESTS_PER_PERSON));

  app.use(API, newRouter(operations.streaming));
  app.use(API, readJson(config.MAX_JSON_BYTES));
  app.use(API, newRouter(operations.plain));
  app.use(API, newOpenapiRouter([...operations.streaming, ...operations.plain]));
  app.get('/api/docs', (_req, res) => {
    res.redirect(308, `${API}/docs/`);
  });

  app.use(answerNotFound);
  app.use(answerProblems(log));
  return app;
}
