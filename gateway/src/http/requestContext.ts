// SPDX-License-Identifier: Apache-2.0
import type { Request, RequestHandler } from 'express';
import type { Role } from '@registry/chaincode/protocol';
import type { LedgerIdentity } from '../ledger/port';
import { GatewayError } from './gatewayError';

/** Who is asking: a person of the wallet, with the identity under which the ledger knows that person. */
export interface Caller {
  readonly userId: string;
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  readonly staffNo: string;
  readonly uscc?: string;
  readonly mspId: string;
  readonly identity: LedgerIdentity;
  /** MSP id and SHA-256 of the public key, as the chaincode computes it. */
  readonly identityKey: string;
}

const callers = new WeakMap<Request, Caller>();

/** Binds a caller to a request; only the authentication middleware does so. */
export function setCaller(req: Request, caller: Caller): void {
  callers.set(req, caller);
}

/** The caller, or undefined for an anonymous request. */
export function callerOf(req: Request): Caller | undefined {
  return callers.get(req);
}

/**
 * The caller of a route that is not public.
 *
 * @throws GatewayError UNAUTHENTICATED
 */
export function callerIn(req: Request): Caller {
  const caller = callers.get(req);
  if (caller) return caller;
  throw new GatewayError('UNAUTHENTICATED');
}

/** Lets nobody pass who is not logged in. */
export const requireCaller: RequestHandler = (req, _res, next) => {
  callerIn(req);
  next();
};

/** Lets only people of the named roles pass. */
export function requireRole(...roles: readonly Role[]): RequestHandler {
  return (req, _res, next) => {
    const { role } = callerIn(req);
    if (!roles.includes(role)) throw new GatewayError('FORBIDDEN', { role, allowed: [...roles] });
    next();
  };
}
