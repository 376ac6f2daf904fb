// SPDX-License-Identifier: Apache-2.0
import type { RequestHandler } from 'express';
import { z } from 'zod';
import { parseBody, parseQuery } from '../http/validate';
import type { Operation } from './operation';

const nothing = z.strictObject({});

/**
 * Refuses parameters of an operation that takes none, and fields where there is no body to fill in, by their names: a
 * filter that is not looked at would answer another question than was asked.
 *
 * @throws GatewayError BAD_REQUEST, VALIDATION_FAILED
 */
export const refuseUnasked =
  ({ query, body, variants }: Pick<Operation, 'query' | 'body' | 'variants'>): RequestHandler =>
  (req, _res, next) => {
    if (query === undefined && req.originalUrl.includes('?')) parseQuery(nothing, req);
    // A body that is read as a stream has not been read here.
    if (body === undefined && variants === undefined && req.body !== undefined) parseBody(nothing, req);
    next();
  };
