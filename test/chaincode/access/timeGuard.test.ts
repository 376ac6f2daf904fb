// SPDX-License-Identifier: Apache-2.0
import { MAX_SKEW_MS, timelyNow } from '../../../chaincode/src/access/timeGuard';
import { refusalOf } from '../../support/refusal';

const NOW = Date.parse('2026-09-11T02:00:00.123Z');
const stubAt = (ms: number, nanos = (ms % 1000) * 1_000_000): Parameters<typeof timelyNow>[0] =>
  ({ getTxTimestamp: () => ({ seconds: { toNumber: () => Math.floor(ms / 1000) }, nanos }) }) as never;

beforeEach(() => {
  jest.spyOn(Date, 'now').mockReturnValue(NOW);
});
afterEach(() => {
  jest.restoreAllMocks();
});

describe('the time guard', () => {
  it('gives the time of the proposal, not that of the endorser', () => {
    expect(timelyNow(stubAt(NOW - 60_000))).toBe(NOW - 60_000);
    expect(timelyNow(stubAt(NOW, 123_999_999))).toBe(NOW);
  });

  it.each([-MAX_SKEW_MS, MAX_SKEW_MS])('takes a proposal at %i ms', (skew) => {
    expect(timelyNow(stubAt(NOW + skew))).toBe(NOW + skew);
  });

  it.each([
    ['back-dated by a day', stubAt(NOW - 86_400_000), 'the proposal is not of the present time'],
    ['back-dated by a little too much', stubAt(NOW - MAX_SKEW_MS - 1), 'the proposal is not of the present time'],
    ['post-dated by a little too much', stubAt(NOW + MAX_SKEW_MS + 1), 'the proposal is not of the present time'],
    ['of the year 10000', stubAt(253_402_300_800_000), 'the proposal is not of the present time'],
    ['of 1970', stubAt(0), 'the proposal is not of the present time'],
    ['with nanoseconds below zero', stubAt(NOW, -1), 'the timestamp is malformed'],
    ['with nanoseconds of a second and more', stubAt(NOW, 1_000_000_000), 'the timestamp is malformed'],
    ['with a fraction of a nanosecond', stubAt(NOW, 0.5), 'the timestamp is malformed'],
    [
      'without a timestamp',
      {
        getTxTimestamp: () => {
          throw new TypeError('no timestamp');
        },
      },
      'the proposal has no timestamp',
    ],
  ])('refuses a proposal %s', (_, stub, reason) => {
    const refusal = refusalOf(() => timelyNow(stub));
    expect(refusal.code).toBe('TIME_SKEW');
    expect(refusal.details).toEqual({ reason });
  });
});
