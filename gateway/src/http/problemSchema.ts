// SPDX-License-Identifier: Apache-2.0
import { ERROR_CODES } from '@registry/chaincode/protocol';
import { z } from 'zod';
import { GATEWAY_CODES } from './gatewayError';

const codes = [...new Set([...Object.keys(GATEWAY_CODES), ...Object.keys(ERROR_CODES)])].sort();

/** Every refusal (RFC 9457), with our closed codes. */
export const problemSchema = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.enum(codes as [string, ...string[]]),
    detail: z.string().optional(),
    instance: z.string(),
    problems: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })).optional(),
    state: z.string().optional(),
    allowed: z.array(z.string()).optional(),
  })
  .meta({ id: 'Problem', description: 'A refusal: problem details (RFC 9457). `problems` names every bad field.' });

/** What an answer with each status means. */
export const STATUS_WORDS: Readonly<Record<number, string>> = {
  202: 'It is not yet known whether the ledger took the transaction; ask again under `statusUrl`',
  400: 'The request cannot be read, or a parameter is wrong or unknown',
  401: 'Nobody is logged in',
  403: 'Your role may not do this',
  404: 'There is nothing here, or nothing that you may know of',
  409: 'The state does not allow it: `state` says what is, `allowed` what may be done now',
  412: 'It has changed since the version that `If-Match` names',
  413: 'The request is too large',
  415: 'This kind of content is not taken',
  422: 'Fields break the rules: `problems` names every one',
  428: 'An `If-Match` header with the version that you have seen is missing',
  429: 'Too many requests; `Retry-After` says when to come again',
  500: 'Something went wrong on our side',
  503: 'The ledger cannot be reached now; `Retry-After` says when to come again',
};
