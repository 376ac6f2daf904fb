// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';

const ids = new WeakMap<IncomingMessage, string>();

/** The id of a request, made at its first use. A caller cannot choose it, so it can stand in logs. */
export function requestIdOf(req: IncomingMessage): string {
  const id = ids.get(req) ?? randomUUID();
  ids.set(req, id);
  return id;
}

/** Tells the caller the id under which the logs know this request. */
export const answerRequestId: RequestHandler = (req, res, next) => {
  res.set('x-request-id', requestIdOf(req));
  next();
};
