// SPDX-License-Identifier: Apache-2.0
import { GatewayError } from '../http/gatewayError';
import { callerIn } from '../http/requestContext';
import type { Handler } from './operation';

/**
 * Bounds how many requests of one person a handler works on at once; further ones are refused, not kept waiting.
 *
 * @param most - of one person
 * @param handle - for people who logged in
 */
export function limitConcurrent(most: number, handle: Handler): Handler {
  const underWay = new Map<string, number>();
  return async (req, res) => {
    const { userId } = callerIn(req);
    const own = underWay.get(userId) ?? 0;
    if (own >= most) throw new GatewayError('TOO_MANY_REQUESTS', { retryAfterSeconds: 2 });
    underWay.set(userId, own + 1);
    try {
      await handle(req, res);
    } finally {
      const left = (underWay.get(userId) ?? 1) - 1;
      if (left > 0) underWay.set(userId, left);
      else underWay.delete(userId);
    }
  };
}
