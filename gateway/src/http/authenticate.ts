// SPDX-License-Identifier: Apache-2.0
import type { Request, RequestHandler } from 'express';
import { GatewayError } from './gatewayError';
import { setCaller, type Caller } from './requestContext';

/** The portal's session cookie. */
export const SESSION_COOKIE = 'registry_session';
const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/** Finds who holds a session token; undefined for one that is unknown or over. */
export type FindCaller = (token: string) => Promise<Caller | undefined>;

function bearerToken(req: Request): string | undefined {
  return /^Bearer ([A-Za-z0-9_-]{20,100})$/.exec(req.get('authorization') ?? '')?.[1];
}

function cookieToken(req: Request): string | undefined {
  const cookies = (req.get('cookie') ?? '').split(';').map((pair) => pair.trim());
  const found = cookies.find((pair) => pair.startsWith(`${SESSION_COOKIE}=`));
  return found?.slice(SESSION_COOKIE.length + 1);
}

/** A browser says where a request was made; a cookie alone must not let another site's page write. */
function refuseCrossSite(req: Request): void {
  if (SAFE_METHODS.includes(req.method) || req.get('sec-fetch-site') === 'same-origin') return;
  const origin = req.get('origin');
  if (origin !== undefined && URL.canParse(origin) && new URL(origin).host === req.get('host')) return;
  throw new GatewayError('CROSS_SITE_REQUEST');
}

/** The token that a request shows: a bearer token, or else the cookie. */
export function tokenOf(req: Request): string | undefined {
  return bearerToken(req) ?? cookieToken(req);
}

/**
 * Binds the caller to the request. Without a token it stays anonymous; a token that is not valid is refused rather
 * than taken for none, so that nobody works anonymously without noticing.
 */
export function authenticate(findCaller: FindCaller): RequestHandler {
  return async (req, _res, next) => {
    const hasHeader = req.get('authorization') !== undefined;
    const token = hasHeader ? bearerToken(req) : cookieToken(req);
    const caller = token === undefined ? undefined : await findCaller(token);
    if (caller === undefined && hasHeader) throw new GatewayError('UNAUTHENTICATED');
    if (caller && !hasHeader) refuseCrossSite(req);
    if (caller) setCaller(req, caller);
    next();
  };
}
