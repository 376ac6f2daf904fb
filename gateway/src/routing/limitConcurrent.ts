// SPDX-License-Identifier: Apache-2.0
import { GatewayError } from '../http/gatewayError';
import { callerOf } from '../http/requestContext';
import type { Handler } from './operation';

/**
 * Bounds how many requests of one person a handler works on at once, and of one address where nobody has logged in;
 * further ones are refused, not kept waiting.
 */
export function limitConcurrent(most: number, handle: Handler): Handler {
  const underWay = new Map<string, number>();
  return async (req, res) => {
    const who = callerOf(req)?.userId ?? `address ${String(req.ip)}`;
    const own = underWay.get(who) ?? 0;
    if (own >= most) throw new GatewayError('TOO_MANY_REQUESTS', { retryAfterSeconds: 2 });
    underWay.set(who, own + 1);
    try {
      await handle(req, res);
    } finally {
      const left = (underWay.get(who) ?? 1) - 1;
      if (left > 0) underWay.set(who, left);
      else underWay.delete(who);
    }
  };
}
