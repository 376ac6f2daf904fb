// SPDX-License-Identifier: Apache-2.0
import { ERROR_CODES, RegistryError, type JsonObject, type JsonValue } from '@registry/chaincode/protocol';
import { CommitFailed, CommitUnknown, LedgerBusy, LedgerRefusal, LedgerUnavailable } from '../ledger/errors';
import { GATEWAY_CODES, GatewayError, type FieldProblem, type GatewayCode } from './gatewayError';
import { statusOfRefusal } from './statusOfRefusal';

/** An answer to a failed request: problem details (RFC 9457) and the headers that go with them. */
export interface Problem {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: JsonObject;
}

interface Parts {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly detail?: string;
  readonly details?: JsonObject;
  readonly problems?: readonly FieldProblem[];
  readonly retryAfterSeconds?: number;
}

/** Where the fate of a transaction is asked. */
export const statusUrl = (transactionId: string): string => `/api/v1/transactions/${transactionId}`;

/** Our members stand last, so that no detail can pose as one of them. */
function newProblem(parts: Parts, instance: string): Problem {
  const { code, status, title, detail, details = {}, problems = [], retryAfterSeconds } = parts;
  const own = {
    type: `urn:registry:problem:${code.toLowerCase().replaceAll('_', '-')}`,
    title,
    status,
    code,
    instance,
    ...(detail === undefined ? {} : { detail }),
    ...(problems.length > 0 ? { problems: problems.map((problem) => ({ ...problem })) } : {}),
  };
  return {
    status,
    headers: retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) },
    body: { ...details, ...own },
  };
}

const ofGateway = (code: GatewayCode, more: Omit<Parts, 'code' | 'status' | 'title'> = {}): Parts => ({
  code,
  ...GATEWAY_CODES[code],
  ...more,
});

const isProblems = (value: JsonValue | undefined): value is JsonValue[] => Array.isArray(value);

/** A refusal that should not be: its reason is the text of some inner error. */
function shownDetails({ reason, ...details }: JsonObject, status: number): JsonObject {
  return reason === undefined || status === 500 ? details : { ...details, reason };
}

function ofRefusal(error: RegistryError): Parts {
  const { problems, ...details } = error.details;
  const status = statusOfRefusal(error.code);
  return {
    code: error.code,
    status,
    title: ERROR_CODES[error.code].rule,
    detail: ERROR_CODES[error.code].zh,
    details: shownDetails(details, status),
    ...(isProblems(problems) ? { problems: problems as unknown as FieldProblem[] } : {}),
    ...(error.code === 'TIME_SKEW' ? { retryAfterSeconds: 5 } : {}),
  };
}

function ofOwn(error: GatewayError): Parts {
  const seconds = error.details['retryAfterSeconds'];
  return ofGateway(error.code, {
    details: error.details,
    problems: error.problems,
    ...(typeof seconds === 'number' ? { retryAfterSeconds: seconds } : {}),
  });
}

/** What Express and its body reader throw: named by `type`, never by their words. */
function ofExpress(error: unknown): Parts | undefined {
  if (!(error instanceof Error)) return undefined;
  const { type, status } = error as { type?: unknown; status?: unknown };
  if (type === 'entity.too.large') return ofGateway('PAYLOAD_TOO_LARGE');
  if (type === 'encoding.unsupported') return ofGateway('UNSUPPORTED_MEDIA_TYPE');
  return typeof status === 'number' && status >= 400 && status < 500 ? ofGateway('BAD_REQUEST') : undefined;
}

/** What the sender may do: the ledger takes a key once, so nothing is ever done twice. */
const RETRY = { retry: 'SAME_KEY' } as const;
const NOT_WRITTEN =
  'Nothing was written. The same request may be sent again after Retry-After, a writing one under the same Idempotency-Key.';

/** A peer that is behind is not helped by whoever comes back at once. */
const pauseAfter = ({ reason }: LedgerUnavailable): number => (reason === 'DEADLINE_EXCEEDED' ? 5 : 2);

const ofPassing = (code: GatewayCode, retryAfterSeconds: number, details: JsonObject = {}): Parts =>
  ofGateway(code, { detail: NOT_WRITTEN, details: { ...details, ...RETRY }, retryAfterSeconds });

function ofLedger(error: unknown): Parts | undefined {
  if (error instanceof LedgerRefusal) return ofRefusal(error.refusal);
  if (error instanceof LedgerBusy) return ofPassing('LEDGER_BUSY', error.retryAfterSeconds);
  if (error instanceof LedgerUnavailable) return ofPassing('LEDGER_UNAVAILABLE', pauseAfter(error));
  if (!(error instanceof CommitFailed)) return undefined;
  const { transactionId, code } = error;
  return ofPassing('COMMIT_FAILED', 1, { transactionId, validationCode: code });
}

function ofUnknownCommit({ transactionId }: CommitUnknown, instance: string): Problem {
  const url = statusUrl(transactionId);
  const details = { transactionId, statusUrl: url, ...RETRY };
  const parts = ofGateway('COMMIT_UNKNOWN', { details, retryAfterSeconds: 2 });
  const problem = newProblem(parts, instance);
  return { ...problem, headers: { ...problem.headers, location: url } };
}

/**
 * The one place that turns an error into an HTTP answer. What it does not know is INTERNAL, without the error's text.
 *
 * @param instance - names this occurrence, such as the request id
 */
export function problemOf(error: unknown, instance: string): Problem {
  if (error instanceof CommitUnknown) return ofUnknownCommit(error, instance);
  if (error instanceof GatewayError) return newProblem(ofOwn(error), instance);
  if (error instanceof RegistryError) return newProblem(ofRefusal(error), instance);
  return newProblem(ofLedger(error) ?? ofExpress(error) ?? ofGateway('INTERNAL'), instance);
}
