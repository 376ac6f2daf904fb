// SPDX-License-Identifier: Apache-2.0
import { status } from '@grpc/grpc-js';
import { backOff, MAX_TRANSACTIONS, retryDecision, type Failure } from '../../../gateway/src/ledger/retry';

const endorse = (grpcCode: number, more: object = {}): Failure => ({
  stage: 'endorse',
  grpcCode,
  refused: false,
  mismatch: false,
  ...more,
});
const commit = (validationCode: string): Failure => ({ stage: 'commit', validationCode });

describe('What is done after a failure', () => {
  it.each([
    ['the chaincode refused', endorse(status.ABORTED, { refused: true }), 1, 'GIVE_UP'],
    ['the chaincode refused while a peer was away', endorse(status.UNAVAILABLE, { refused: true }), 1, 'GIVE_UP'],
    ['a peer was away', endorse(status.UNAVAILABLE), 1, 'SAME_PROPOSAL'],
    ['peers were away three times', endorse(status.UNAVAILABLE), 3, 'GIVE_UP'],
    ['no peers can be found yet', endorse(status.FAILED_PRECONDITION), 1, 'SAME_PROPOSAL'],
    ['the time for endorsing was used up', endorse(status.DEADLINE_EXCEEDED), 1, 'GIVE_UP'],
    ['access was denied', endorse(status.PERMISSION_DENIED), 1, 'GIVE_UP'],
    ['endorsers disagreed', endorse(status.ABORTED, { mismatch: true }), 1, 'NEW_TRANSACTION'],
    ['endorsers disagreed to the end', endorse(status.ABORTED, { mismatch: true }), MAX_TRANSACTIONS, 'GIVE_UP'],
    ['sending broke off', { stage: 'submit', grpcCode: status.UNAVAILABLE }, 1, 'SAME_TRANSACTION'],
    ['sending broke off again', { stage: 'submit', grpcCode: status.UNAVAILABLE }, 2, 'GIVE_UP'],
    ['no status came', { stage: 'commitStatus', grpcCode: status.DEADLINE_EXCEEDED }, 1, 'SAME_TRANSACTION'],
    ['no status came again', { stage: 'commitStatus', grpcCode: status.DEADLINE_EXCEEDED }, 2, 'GIVE_UP'],
    ['what was read had changed', commit('MVCC_READ_CONFLICT'), 1, 'NEW_TRANSACTION'],
    ['a range had changed', commit('PHANTOM_READ_CONFLICT'), 4, 'NEW_TRANSACTION'],
    ['endorsements had gone stale', commit('ENDORSEMENT_POLICY_FAILURE'), 2, 'NEW_TRANSACTION'],
    ['what was read had changed five times', commit('MVCC_READ_CONFLICT'), MAX_TRANSACTIONS, 'GIVE_UP'],
    ['the signature was wrong', commit('BAD_CREATOR_SIGNATURE'), 1, 'GIVE_UP'],
  ] as const)('when %s', (_what, failure, attempt, decision) => {
    expect(retryDecision(failure, attempt)).toBe(decision);
  });

  it('never sends a second transaction while the fate of the first is open', () => {
    for (const stage of ['submit', 'commitStatus'] as const) {
      for (let grpcCode = 0; grpcCode <= 16; grpcCode += 1) {
        for (let attempt = 1; attempt <= 10; attempt += 1) {
          expect(retryDecision({ stage, grpcCode }, attempt)).not.toBe('NEW_TRANSACTION');
        }
      }
    }
  });

  it('waits longer each time, never more than a second, and never the same for all', () => {
    const longest = [1, 2, 3, 4, 5, 6, 7].map((attempt) => backOff(attempt, () => 1));
    expect(longest).toEqual([50, 100, 200, 400, 800, 1000, 1000]);
    expect(backOff(3, () => 0)).toBe(100);
  });
});
