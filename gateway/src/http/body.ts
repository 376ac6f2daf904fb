// SPDX-License-Identifier: Apache-2.0
import { raw, type Request, type RequestHandler, type Response } from 'express';
import { fromUtf8, parseJson } from '@registry/chaincode/protocol';
import { GatewayError } from './gatewayError';
import { callerOf } from './requestContext';

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

/** Only uploads may take long: whoever sends a form letter by letter would hold a connection for as long. */
const hurry =
  (ms: number): RequestHandler =>
  (req, _res, next) => {
    const timer = hasBody(req) ? setTimeout(() => req.destroy(), ms) : undefined;
    const arrived = (): void => {
      clearTimeout(timer);
    };
    req.once('end', arrived).once('close', arrived);
    next();
  };

/** The longest time that a form may be on its way, in milliseconds. */
const PATIENCE = 30_000;
/** The most that anybody sends without a log-in: a recognition query of 1,000 numbers takes 19 KiB. */
const ANONYMOUS_BYTES = 32_768;

const readRaw = (limit: number): RequestHandler => raw({ type: 'application/json', limit, inflate: false });

const isTooLarge = (error: unknown): boolean => (error as { type?: unknown } | undefined)?.type === 'entity.too.large';

/** @param maxBytes - for those who logged in; of others, a longer body is not even read */
const readBytes = (maxBytes: number): RequestHandler => {
  const [ofAnybody, ofCaller] = [readRaw(Math.min(maxBytes, ANONYMOUS_BYTES)), readRaw(maxBytes)];
  return (req, res, next) => {
    if (callerOf(req)) {
      ofCaller(req, res, next);
      return;
    }
    ofAnybody(req, res, (error: unknown) => {
      next(isTooLarge(error) ? new GatewayError('UNAUTHENTICATED', {}, { cause: error }) : error);
    });
  };
};

/**
 * Reads JSON bodies strictly: UTF-8, no duplicate keys, no fractions. Compressed bodies are refused, so that none can
 * be larger than it looks. A connection whose body does not come to its end is cut.
 *
 * @param maxBytes - the largest body taken, from those who logged in
 * @param patienceMs - how long a body may take to arrive
 */
export function readJson(maxBytes: number, patienceMs: number = PATIENCE): RequestHandler[] {
  return [hurry(patienceMs), readBytes(maxBytes), decode(maxBytes)];
}

/** A body as it came. */
export interface ReceivedBody {
  /** Its media type, without parameters. */
  readonly type: string;
  readonly bytes: Buffer;
}

const received = (req: Request, types: readonly string[]): ReceivedBody => {
  const type = req.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
  const body: unknown = req.body;
  if (!Buffer.isBuffer(body)) {
    if (hasBody(req)) throw new GatewayError('UNSUPPORTED_MEDIA_TYPE', { allowed: [...types] });
    return { type: '', bytes: Buffer.alloc(0) };
  }
  return { type, bytes: body };
};

/**
 * Reads the body of an operation that takes more than forms, and from anybody: whole, uncompressed, and bounded in size
 * and time.
 *
 * @returns a function that rejects with what `readJson` would answer
 */
export function newBodyReader(
  types: readonly string[],
  maxBytes: number,
): (req: Request, res: Response) => Promise<ReceivedBody> {
  const read: RequestHandler = raw({ type: [...types], limit: maxBytes, inflate: false });
  const soon = hurry(PATIENCE);
  return async (req, res) => {
    await new Promise<void>((resolve, reject) => {
      const done = (error?: unknown): void => {
        if (error === undefined) resolve();
        else reject(error instanceof Error ? error : new Error('The body cannot be read', { cause: error }));
      };
      soon(req, res, () => {
        read(req, res, done);
      });
    });
    return received(req, types);
  };
}
