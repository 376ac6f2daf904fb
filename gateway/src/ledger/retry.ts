// SPDX-License-Identifier: Apache-2.0
import { status } from '@grpc/grpc-js';

/** What went wrong, at which stage of a submit. */
export type Failure =
  | { readonly stage: 'endorse'; readonly grpcCode: number; readonly refused: boolean; readonly mismatch: boolean }
  | { readonly stage: 'submit' | 'commitStatus'; readonly grpcCode: number }
  | { readonly stage: 'commit'; readonly validationCode: string };

/**
 * `SAME_PROPOSAL`: endorse the same proposal again. `SAME_TRANSACTION`: send the same transaction and ask for its status
 * again, which can never write twice. `NEW_TRANSACTION`: read anew under another id, only after a final failure.
 */
export type RetryDecision = 'SAME_PROPOSAL' | 'SAME_TRANSACTION' | 'NEW_TRANSACTION' | 'GIVE_UP';

/** New transactions after invalid ones. */
export const MAX_TRANSACTIONS = 5;
const MAX_ENDORSEMENTS = 3;
const MAX_SENDINGS = 2;

/** What was read had changed at commit, or an endorsement had gone stale: reading anew helps. */
const STALE = ['MVCC_READ_CONFLICT', 'PHANTOM_READ_CONFLICT', 'ENDORSEMENT_POLICY_FAILURE'];

const PASSING: readonly number[] = [
  status.CANCELLED,
  status.FAILED_PRECONDITION,
  status.ABORTED,
  status.UNAVAILABLE,
  status.RESOURCE_EXHAUSTED,
];

type EndorseFailure = Extract<Failure, { stage: 'endorse' }>;

function afterEndorse(failure: EndorseFailure, attempt: number): RetryDecision {
  if (failure.refused) return 'GIVE_UP';
  if (failure.mismatch) return attempt < MAX_TRANSACTIONS ? 'NEW_TRANSACTION' : 'GIVE_UP';
  return PASSING.includes(failure.grpcCode) && attempt < MAX_ENDORSEMENTS ? 'SAME_PROPOSAL' : 'GIVE_UP';
}

/**
 * Decides what to do after a failure.
 *
 * @param attempt - how often this stage has been tried, from 1: endorsements of the proposal, sendings of the
 * transaction, or transactions altogether
 */
export function retryDecision(failure: Failure, attempt: number): RetryDecision {
  switch (failure.stage) {
    case 'endorse':
      return afterEndorse(failure, attempt);
    case 'submit':
    case 'commitStatus':
      return attempt < MAX_SENDINGS ? 'SAME_TRANSACTION' : 'GIVE_UP';
    case 'commit':
      return STALE.includes(failure.validationCode) && attempt < MAX_TRANSACTIONS ? 'NEW_TRANSACTION' : 'GIVE_UP';
  }
}

/** Milliseconds to wait before the next attempt: doubling, at most a second, half of it at random. */
export function backOff(attempt: number, random: () => number = Math.random): number {
  const full = Math.min(1_000, 25 * 2 ** attempt);
  return full / 2 + (random() * full) / 2;
}
