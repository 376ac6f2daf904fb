// SPDX-License-Identifier: Apache-2.0
import type { Request, RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { GatewayError } from './gatewayError';
import { callerOf } from './requestContext';

const MINUTE = 60_000;

const addressOf = (req: Request): string => ipKeyGenerator(req.ip ?? '');

function limit(perMinute: number, keyGenerator: (req: Request) => string): RequestHandler {
  return rateLimit({
    windowMs: MINUTE,
    limit: perMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    keyGenerator,
    handler: (_req, _res, next) => {
      next(new GatewayError('TOO_MANY_REQUESTS', { retryAfterSeconds: MINUTE / 1_000 }));
    },
  });
}

/** Bounds what one address may ask in a minute, before anything is looked up for it. */
export const limitAddress = (perMinute: number): RequestHandler => limit(perMinute, addressOf);

/** Bounds what one person may ask in a minute, from however many addresses. */
export const limitPerson = (perMinute: number): RequestHandler =>
  limit(perMinute, (req) => callerOf(req)?.userId ?? addressOf(req));
