// SPDX-License-Identifier: Apache-2.0
import { setTimeout as delay } from 'node:timers/promises';
import type { Proposal, Status, Transaction } from '@hyperledger/fabric-gateway';
import { CommitFailed, CommitUnknown } from '../errors';
import { grpcCodeOf, isChaincodeAnswer, isMismatch, ledgerError } from './failures';
import { backOff, retryDecision, type Failure } from './retry';
import { validationCodeName } from './validationCodes';

/** A transaction in a block, valid. */
export interface Written {
  readonly result: Uint8Array;
  readonly transactionId: string;
  readonly blockNumber: number;
}

/** Endorsers disagreed about this proposal: another one may succeed. */
class EndorsersDisagree extends Error {}

function endorseFailure(error: unknown): Failure {
  return {
    stage: 'endorse',
    grpcCode: grpcCodeOf(error),
    refused: isChaincodeAnswer(error),
    mismatch: isMismatch(error),
  };
}

async function endorse(proposal: Proposal, transactions: number): Promise<Transaction> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await proposal.endorse();
    } catch (error) {
      const failure = endorseFailure(error);
      const mismatched = failure.stage === 'endorse' && failure.mismatch;
      const decision = retryDecision(failure, mismatched ? transactions : attempt);
      if (decision === 'NEW_TRANSACTION') throw new EndorsersDisagree('Endorsers disagree', { cause: error });
      if (decision !== 'SAME_PROPOSAL') throw ledgerError(error);
      await delay(backOff(attempt + 2));
    }
  }
}

/** From the first sending on, only the status can say what happened: every failure here leaves it unknown. */
async function commit(transaction: Transaction): Promise<Status> {
  for (let attempt = 1; ; attempt += 1) {
    let stage: 'submit' | 'commitStatus' = 'submit';
    try {
      const submitted = await transaction.submit();
      stage = 'commitStatus';
      return await submitted.getStatus();
    } catch (cause) {
      if (retryDecision({ stage, grpcCode: grpcCodeOf(cause) }, attempt) === 'GIVE_UP') {
        throw new CommitUnknown({ transactionId: transaction.getTransactionId(), cause });
      }
      await delay(backOff(attempt + 2));
    }
  }
}

async function attemptOnce(newProposal: () => Proposal, transactions: number): Promise<Written | Status> {
  const transaction = await endorse(newProposal(), transactions);
  const committed = await commit(transaction);
  if (!committed.successful) return committed;
  return {
    result: transaction.getResult(),
    transactionId: committed.transactionId,
    blockNumber: Number(committed.blockNumber),
  };
}

/** Undefined asks for a new transaction. */
async function attempt(newProposal: () => Proposal, transactions: number): Promise<Written | undefined> {
  try {
    const outcome = await attemptOnce(newProposal, transactions);
    if ('result' in outcome) return outcome;
    const validationCode = validationCodeName(outcome.code);
    if (retryDecision({ stage: 'commit', validationCode }, transactions) === 'NEW_TRANSACTION') return undefined;
    throw new CommitFailed({ transactionId: outcome.transactionId, code: validationCode });
  } catch (error) {
    if (error instanceof EndorsersDisagree) return undefined;
    throw error;
  }
}

/**
 * Submits until it is written or final.
 *
 * @param newProposal - makes a proposal with an id of its own
 * @throws LedgerRefusal, LedgerUnavailable, CommitUnknown, CommitFailed
 */
export async function submitUntilFinal(newProposal: () => Proposal): Promise<Written> {
  for (let transactions = 1; ; transactions += 1) {
    const written = await attempt(newProposal, transactions);
    if (written) return written;
    await delay(backOff(transactions));
  }
}
