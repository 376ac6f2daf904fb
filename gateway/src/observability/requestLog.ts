// SPDX-License-Identifier: Apache-2.0
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Request, RequestHandler } from 'express';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import { callerOf } from '../http/requestContext';
import { requestIdOf } from '../http/requestId';

/** The path without its query, which may hold what somebody searched for. */
const pathOf = (req: IncomingMessage): string => ((req as Request).originalUrl || req.url || '').split('?')[0] ?? '';

function factsOf(req: IncomingMessage, res: ServerResponse): object {
  const caller = callerOf(req as Request);
  return {
    method: req.method,
    path: pathOf(req),
    status: res.statusCode,
    ...(caller ? { userId: caller.userId, mspId: caller.mspId } : {}),
  };
}

/** One line a request: who (by id), what, how it ended, how long it took. No header, no body, no query. */
export function logRequests(log: Logger): RequestHandler {
  return pinoHttp({
    logger: log,
    genReqId: requestIdOf,
    quietReqLogger: true,
    serializers: { req: () => undefined, res: () => undefined, err: () => undefined },
    customAttributeKeys: { reqId: 'requestId', responseTime: 'ms' },
    customSuccessObject: (req, res, value: object) => ({ ...value, ...factsOf(req, res) }),
    customErrorObject: (req, res, _error, value: object) => ({ ...value, ...factsOf(req, res) }),
    customLogLevel: (_req, res) => (res.statusCode >= 500 ? 'warn' : 'info'),
    customSuccessMessage: () => 'request',
    customErrorMessage: () => 'request',
    autoLogging: { ignore: (req) => ['/healthz', '/readyz', '/metrics'].includes(pathOf(req)) },
  }) as RequestHandler;
}
