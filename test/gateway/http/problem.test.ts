// SPDX-License-Identifier: Apache-2.0
import { ERROR_CODES, RegistryError, type ErrorCode } from '@registry/chaincode/protocol';
import { GATEWAY_CODES, GatewayError, type GatewayCode } from '../../../gateway/src/http/gatewayError';
import { problemOf } from '../../../gateway/src/http/problem';
import {
  CommitFailed,
  CommitUnknown,
  LedgerBusy,
  LedgerRefusal,
  LedgerUnavailable,
} from '../../../gateway/src/ledger/errors';

const INSTANCE = 'urn:uuid:00000000-0000-4000-8000-000000000000';
const transactionId = 'ab'.repeat(32);

describe('A problem', () => {
  it.each(Object.keys(GATEWAY_CODES) as GatewayCode[])('of the gateway, %s, says its code and status', (code) => {
    const { status, body } = problemOf(new GatewayError(code), INSTANCE);
    expect(body).toMatchObject({ code, status, instance: INSTANCE, title: GATEWAY_CODES[code].title });
    expect(body['type']).toMatch(/^urn:registry:problem:[a-z-]+$/);
    expect(status).toBe(GATEWAY_CODES[code].status);
  });

  it.each(Object.keys(ERROR_CODES) as ErrorCode[])('of the ledger, %s, says the rule in both languages', (code) => {
    const refusal = new LedgerRefusal(new RegistryError(code, { state: 'NOTICE' }));
    const { status, body } = problemOf(refusal, INSTANCE);
    expect(body).toMatchObject({ code, title: ERROR_CODES[code].rule, detail: ERROR_CODES[code].zh, state: 'NOTICE' });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(body['status']).toBe(status);
  });

  it.each([
    ['INVALID_JSON', 400],
    ['ACCESS_DENIED', 403],
    ['NOT_FOUND', 404],
    ['UNEXPECTED_STATE', 409],
    ['IDEMPOTENCY_KEY_REUSED', 409],
    ['VALIDATION_FAILED', 422],
    ['TIME_SKEW', 503],
  ] as const)('%s of the ledger is %i', (code, status) => {
    expect(problemOf(new RegistryError(code), INSTANCE).status).toBe(status);
  });

  it('carries every bad field', () => {
    const problems = [
      { path: '/product/dataName', code: 'too_big', message: 'must have at most 40 characters' },
      { path: '/rights/0/term', code: 'custom', message: 'must not end before it starts' },
    ];
    const own = problemOf(new GatewayError('VALIDATION_FAILED', {}, { problems }), INSTANCE);
    const ledgers = problemOf(new RegistryError('VALIDATION_FAILED', { problems }), INSTANCE);
    expect(own.body['problems']).toEqual(problems);
    expect(ledgers.body['problems']).toEqual(problems);
  });

  it('cannot be disguised by its details', () => {
    const { body } = problemOf(new RegistryError('NOT_FOUND', { status: 200, code: 'OK', type: 'x' }), INSTANCE);
    expect(body).toMatchObject({ status: 404, code: 'NOT_FOUND', type: 'urn:registry:problem:not-found' });
  });

  it.each([
    [new Error('connect ECONNREFUSED 10.1.2.3:5432, password=hunter2')],
    ['a text that was thrown'],
    [Object.assign(new Error('inner'), { status: 200 })],
    [undefined],
  ])('that nobody foresaw is 500 without its text', (error) => {
    const { status, body } = problemOf(error, INSTANCE);
    expect(status).toBe(500);
    expect(JSON.stringify(body)).not.toMatch(/hunter2|ECONNREFUSED|inner|thrown/);
  });

  it('that the chaincode did not foresee is 500 without the text of its inner error', () => {
    const reason = "Cannot read properties of undefined (reading 'phone')";
    const { status, body } = problemOf(new LedgerRefusal(new RegistryError('INTERNAL', { reason })), INSTANCE);
    expect([status, body['code'], body['reason']]).toEqual([500, 'INTERNAL', undefined]);
    const skew = problemOf(new RegistryError('TIME_SKEW', { reason: 'the timestamp is malformed' }), INSTANCE);
    expect(skew.body['reason']).toBe('the timestamp is malformed');
  });

  it('of a commit that is unknown is no failure: 202 and where to ask', () => {
    const { status, headers, body } = problemOf(new CommitUnknown({ transactionId }), INSTANCE);
    const url = `/api/v1/transactions/${transactionId}`;
    expect(status).toBe(202);
    expect(headers).toEqual({ location: url, 'retry-after': '2' });
    expect(body).toMatchObject({ transactionId, statusUrl: url, code: 'COMMIT_UNKNOWN' });
  });

  it.each([
    [new LedgerUnavailable({ reason: 'UNAVAILABLE' }), 503, 'LEDGER_UNAVAILABLE', '2'],
    [new LedgerUnavailable({ reason: 'DEADLINE_EXCEEDED' }), 503, 'LEDGER_UNAVAILABLE', '5'],
    [new LedgerBusy({ retryAfterSeconds: 7 }), 503, 'LEDGER_BUSY', '7'],
    [new CommitFailed({ transactionId, code: 'MVCC_READ_CONFLICT' }), 409, 'COMMIT_FAILED', '1'],
    [new GatewayError('TOO_MANY_REQUESTS', { retryAfterSeconds: 60 }), 429, 'TOO_MANY_REQUESTS', '60'],
  ])('that passes says when to come again: %s', (error, status, code, seconds) => {
    const problem = problemOf(error, INSTANCE);
    expect(problem).toMatchObject({ status, body: { code } });
    expect(problem.headers['retry-after']).toBe(seconds);
  });

  it.each([
    [new LedgerUnavailable({ reason: 'DEADLINE_EXCEEDED' })],
    [new LedgerBusy({ retryAfterSeconds: 1 })],
    [new CommitFailed({ transactionId, code: 'MVCC_READ_CONFLICT' })],
  ])(
    'of a ledger that did not take it says that nothing was written and that the same key may be used: %s',
    (error) => {
      const { body } = problemOf(error, INSTANCE);
      expect(body['retry']).toBe('SAME_KEY');
      expect(body['detail']).toMatch(/^Nothing was written/);
    },
  );
});
