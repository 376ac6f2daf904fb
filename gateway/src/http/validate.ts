// SPDX-License-Identifier: Apache-2.0
import type { Request } from 'express';
import { plainMessage } from '@registry/chaincode/protocol';
import { z } from 'zod';
import { GatewayError, type FieldProblem } from './gatewayError';

const escape = (key: PropertyKey): string => String(key).replaceAll('~', '~0').replaceAll('/', '~1');
const pointer = (path: readonly PropertyKey[]): string => path.map((key) => `/${escape(key)}`).join('');

/** An unknown key is named by its own path, one problem a key. */
function problemsOf(issue: z.core.$ZodIssue, prefix: string): FieldProblem[] {
  const at = prefix + pointer(issue.path);
  if (issue.code !== 'unrecognized_keys') return [{ path: at, code: issue.code, message: issue.message }];
  return issue.keys.map((key) => ({ path: `${at}/${escape(key)}`, code: issue.code, message: issue.message }));
}

/** No form has so many fields: whoever gets them all wrong is told of these, and not several times what was sent. */
const MAX_PROBLEMS = 1_000;

/** Every fault of a value, with JSON pointers. */
export function fieldProblems(error: z.ZodError, prefix = ''): FieldProblem[] {
  return error.issues.flatMap((issue) => problemsOf(issue, prefix)).slice(0, MAX_PROBLEMS);
}

function check<T>(schema: z.ZodType<T>, value: unknown, code: 'VALIDATION_FAILED' | 'BAD_REQUEST'): T {
  const parsed = schema.safeParse(value, { error: plainMessage });
  if (parsed.success) return parsed.data;
  throw new GatewayError(code, {}, { problems: fieldProblems(parsed.error) });
}

/**
 * One line of a body, checked.
 *
 * @throws GatewayError VALIDATION_FAILED (422) naming every bad field
 */
export function parseLine<T>(schema: z.ZodType<T>, value: unknown): T {
  return check(schema, value, 'VALIDATION_FAILED');
}

/**
 * The body of a request, checked. Unknown fields are refused where the schema is strict.
 *
 * @throws GatewayError VALIDATION_FAILED (422) naming every bad field
 */
export function parseBody<T>(schema: z.ZodType<T>, req: Request): T {
  return check(schema, req.body as unknown, 'VALIDATION_FAILED');
}

/**
 * The query of a request, checked.
 *
 * @throws GatewayError BAD_REQUEST (400) naming every bad parameter
 */
export function parseQuery<T>(schema: z.ZodType<T>, req: Request): T {
  return check(schema, req.query, 'BAD_REQUEST');
}

/**
 * A path parameter that cannot be an identifier names nothing.
 *
 * @throws GatewayError NOT_FOUND
 */
export function parseParam<T>(schema: z.ZodType<T>, req: Request, name: string): T {
  const parsed = schema.safeParse(req.params[name]);
  if (parsed.success) return parsed.data;
  throw new GatewayError('NOT_FOUND');
}

const idempotencyKey = z.string().regex(/^[A-Za-z0-9._:-]{8,128}$/);

/**
 * The Idempotency-Key of a writing request.
 *
 * @throws GatewayError IDEMPOTENCY_KEY_REQUIRED
 */
export function idempotencyKeyOf(req: Request): string {
  const parsed = idempotencyKey.safeParse(req.get('idempotency-key'));
  if (parsed.success) return parsed.data;
  throw new GatewayError('IDEMPOTENCY_KEY_REQUIRED', { form: '8 to 128 letters, digits or . _ : -' });
}

const versionTag = z.string().regex(/^"[1-9][0-9]{0,8}"$/);

/**
 * The version that the If-Match header of a changing request names.
 *
 * @throws GatewayError IF_MATCH_REQUIRED
 */
export function versionOf(req: Request): number {
  const parsed = versionTag.safeParse(req.get('if-match'));
  if (parsed.success) return Number(parsed.data.slice(1, -1));
  throw new GatewayError('IF_MATCH_REQUIRED', { form: 'the ETag of the version, such as "3"' });
}
