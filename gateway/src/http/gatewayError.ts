// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@registry/chaincode/protocol';

/** Every refusal that the gateway itself gives, with its HTTP status and what it means. Codes are API. */
export const GATEWAY_CODES = {
  BAD_REQUEST: { status: 400, title: 'The request cannot be read' },
  IDEMPOTENCY_KEY_REQUIRED: { status: 400, title: 'A writing request needs an Idempotency-Key header' },
  UNAUTHENTICATED: { status: 401, title: 'Log in first' },
  LOGIN_FAILED: { status: 401, title: 'Name or password is wrong' },
  FORBIDDEN: { status: 403, title: 'Your role may not do this' },
  CROSS_SITE_REQUEST: { status: 403, title: 'A request with a session cookie must come from our own pages' },
  NOT_FOUND: { status: 404, title: 'There is nothing here' },
  IDEMPOTENCY_KEY_REUSED: { status: 409, title: 'This Idempotency-Key was used for another request' },
  TOO_MANY_DRAFTS: { status: 409, title: 'You keep as many drafts as one may' },
  DRAFT_BEING_FILED: { status: 409, title: 'This draft is being filed: file it again to learn what became of it' },
  DRAFT_FILED: { status: 409, title: 'This draft has been filed' },
  KEYS_NOT_HELD: {
    status: 409,
    title: 'Another gateway of this registry holds the keys in force: grant there, or rotate',
  },
  COMMIT_FAILED: { status: 409, title: 'The ledger did not take the transaction' },
  DRAFT_CHANGED: { status: 412, title: 'The draft has changed since the version that you name' },
  REQUEST_TIMEOUT: { status: 408, title: 'The request did not arrive in time' },
  PAYLOAD_TOO_LARGE: { status: 413, title: 'The request is too large' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, title: 'This kind of content is not taken' },
  VALIDATION_FAILED: { status: 422, title: 'Fields break the rules' },
  IF_MATCH_REQUIRED: { status: 428, title: 'Name the version that you have seen in an If-Match header' },
  TOO_MANY_REQUESTS: { status: 429, title: 'Too many requests' },
  HEADERS_TOO_LARGE: { status: 431, title: 'Address and headers of the request are too large' },
  INTERNAL: { status: 500, title: 'Something went wrong on our side' },
  LEDGER_UNAVAILABLE: { status: 503, title: 'The ledger cannot be reached' },
  STORAGE_FULL: { status: 507, title: 'There is no room left for files; nothing of this one was kept' },
  LEDGER_BUSY: { status: 503, title: 'Too many requests are under way' },
  COMMIT_UNKNOWN: { status: 202, title: 'It is not yet known whether the ledger took the transaction' },
} as const;

export type GatewayCode = keyof typeof GATEWAY_CODES;

/** A field that breaks a rule: where (JSON pointer), which rule, and why. */
export interface FieldProblem {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/** A refusal of the gateway. `details` join the problem document as they are: no personal data, no inner text. */
export class GatewayError extends Error {
  override readonly name = 'GatewayError';
  readonly code: GatewayCode;
  readonly details: JsonObject;
  readonly problems: readonly FieldProblem[];

  constructor(
    code: GatewayCode,
    details: JsonObject = {},
    more: { problems?: readonly FieldProblem[]; cause?: unknown } = {},
  ) {
    super(GATEWAY_CODES[code].title, { cause: more.cause });
    this.code = code;
    this.details = details;
    this.problems = more.problems ?? [];
  }
}
