// SPDX-License-Identifier: Apache-2.0
import { raw, type Request, type RequestHandler } from 'express';
import { fromUtf8, parseJson } from '@registry/chaincode/protocol';
import { GatewayError } from './gatewayError';

const hasBody = (req: Request): boolean =>
  req.headers['transfer-encoding'] !== undefined || (req.headers['content-length'] ?? '0') !== '0';

/** A request without a body has said nothing: an empty object, which a strict schema then judges. */
const decode =
  (maxBytes: number): RequestHandler =>
  (req, _res, next) => {
    const body: unknown = req.body;
    if (Buffer.isBuffer(body)) req.body = parseJson(fromUtf8(body), maxBytes);
    else if (hasBody(req)) throw new GatewayError('UNSUPPORTED_MEDIA_TYPE', { allowed: ['application/json'] });
    else req.body = {};
    next();
  };

/**
 * Reads JSON bodies strictly: UTF-8, no duplicate keys, no fractions. Compressed bodies are refused, so that none can
 * be larger than it looks.
 *
 * @param maxBytes - the largest body taken
 */
export function readJson(maxBytes: number): RequestHandler[] {
  return [raw({ type: 'application/json', limit: maxBytes, inflate: false }), decode(maxBytes)];
}
