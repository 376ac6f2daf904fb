// SPDX-License-Identifier: Apache-2.0
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { GatewayError } from './gatewayError';

/** Security headers. Everything that our pages load comes from us; TLS ends at the proxy, which adds HSTS. */
export function secureHeaders(): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
        'img-src': ["'self'", 'data:'],
        'object-src': ["'none'"],
        'style-src': ["'self'", "'unsafe-inline'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: false,
  });
}

/** Answers of the API are for one caller at one time: no cache keeps them unless a route says otherwise. */
export const neverStore: RequestHandler = (_req, res, next) => {
  res.set('cache-control', 'no-store');
  next();
};

const LOOPBACK = /^(?:::1|(?:::ffff:)?127\.\d+\.\d+\.\d+)$/;

/** For those on this machine only: whoever comes from elsewhere, or through a proxy, finds nothing here. */
export const onlyDirect: RequestHandler = (req, _res, next) => {
  const forwarded = req.get('forwarded') ?? req.get('x-forwarded-for');
  const isHere = LOOPBACK.test(req.socket.remoteAddress ?? '');
  if (forwarded !== undefined || !isHere) throw new GatewayError('NOT_FOUND');
  next();
};
