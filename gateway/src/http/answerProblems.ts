// SPDX-License-Identifier: Apache-2.0
import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Logger } from 'pino';
import { GatewayError } from './gatewayError';
import { problemOf } from './problem';
import { requestIdOf } from './requestId';

/** Nothing is mounted at this address. */
export const answerNotFound: RequestHandler = () => {
  throw new GatewayError('NOT_FOUND');
};

/** The last handler: every error becomes problem details; those that are ours to mend are logged with their cause. */
export function answerProblems(log: Logger): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    const requestId = requestIdOf(req);
    const { status, headers, body } = problemOf(error, `urn:uuid:${requestId}`);
    if (status >= 500) log[status === 500 ? 'error' : 'warn']({ requestId, err: error }, 'request failed');
    if (res.headersSent) {
      next(error);
      return;
    }
    res.status(status).set(headers).type('application/problem+json').send(JSON.stringify(body));
  };
}
