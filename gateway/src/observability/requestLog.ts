// SPDX-License-Identifier: Apache-2.0
import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { callerOf } from '../http/requestContext';
import { requestIdOf } from '../http/requestId';

/** Asked every few seconds by whoever watches the process. */
const WATCHED = ['/healthz', '/readyz', '/metrics'];

/** The path without its query, which may hold what somebody searched for. */
const pathOf = (req: Request): string => req.originalUrl.split('?')[0] ?? '';

function factsOf(req: Request, res: Response): object {
  const caller = callerOf(req);
  return {
    requestId: requestIdOf(req),
    method: req.method,
    path: pathOf(req),
    status: res.statusCode,
    ...(caller ? { userId: caller.userId, mspId: caller.mspId } : {}),
    // The caller went away before the answer was out.
    ...(res.writableFinished ? {} : { aborted: true }),
  };
}

/** One line a request: who (by id), what, how it ended, how long it took. No header, no body, no query. */
export function logRequests(log: Logger): RequestHandler {
  return (req, res, next) => {
    const start = performance.now();
    res.once('close', () => {
      const level = res.statusCode >= 500 ? 'warn' : 'info';
      if (!log.isLevelEnabled(level) || WATCHED.includes(pathOf(req))) return;
      log[level]({ ...factsOf(req, res), ms: Math.round(performance.now() - start) }, 'request');
    });
    next();
  };
}
