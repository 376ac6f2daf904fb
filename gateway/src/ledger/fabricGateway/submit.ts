// SPDX-License-Identifier: Apache-2.0
import { setTimeout as delay } from 'node:timers/promises';
import { readAnswer } from '../answer';
import { CommitFailed, CommitUnknown } from '../errors';
import type { TransactionFate } from '../port';
import type { CommitWatch, Watched } from './commitWatch';
import { gatewayFailures, type FailureReader } from './failures';
import { backOff, retryDecision, type Failure } from '../retry';
import { validationCodeName } from './validationCodes';

/** A transaction in a block, valid. */
export interface Written {
  readonly result: Uint8Array;
  readonly transactionId: string;
  readonly blockNumber: number;
  readonly hasEvents?: boolean;
}

/** A transaction that was endorsed, in the words of fabric-gateway; other clients are fitted to them. */
export interface EndorsedTransaction {
  getTransactionId(): string;
  getResult(): Uint8Array;
  /** May be called again: the same transaction is sent again. */
  submit(): Promise<{ getStatus(): Promise<{ readonly code: number; readonly blockNumber: bigint }> }>;
}

/** Where transactions come from, and who sees their blocks. */
export interface TransactionSource {
  /** Makes a proposal with an id of its own. */
  readonly newProposal: () => { endorse(): Promise<EndorsedTransaction> };
  readonly watch: CommitWatch;
  /** Understands the errors of the client that makes the proposals; fabric-gateway's unless named. */
  readonly failures?: FailureReader;
  /** Told of each transaction whose fate stays unknown. */
  readonly onUnknown?: (transaction: EndorsedTransaction) => void;
}

const VALID = 'VALID';

/** Endorsers disagreed about this proposal: another one may succeed. */
class EndorsersDisagree extends Error {}

function endorseFailure(error: unknown, failures: FailureReader): Failure {
  return {
    stage: 'endorse',
    grpcCode: failures.grpcCodeOf(error),
    refused: failures.isChaincodeAnswer(error),
    mismatch: failures.isMismatch(error),
  };
}

async function endorse(source: TransactionSource, transactions: number): Promise<EndorsedTransaction> {
  const { failures = gatewayFailures } = source;
  const proposal = source.newProposal();
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await proposal.endorse();
    } catch (error) {
      const failure = endorseFailure(error, failures);
      const mismatched = failure.stage === 'endorse' && failure.mismatch;
      const decision = retryDecision(failure, mismatched ? transactions : attempt);
      if (decision === 'NEW_TRANSACTION') throw new EndorsersDisagree('Endorsers disagree', { cause: error });
      if (decision !== 'SAME_PROPOSAL') throw failures.ledgerError(error);
      await delay(backOff(attempt + 2));
    }
  }
}

/** How long a block may be on its way before the peer is asked, in milliseconds: the followed blocks may lag behind. */
const BLOCK_PATIENCE = 2_000;

/** Sends a transaction and waits for its block. */
async function sendOnce(
  transaction: EndorsedTransaction,
  watched: Watched,
  sent: () => void,
): Promise<TransactionFate> {
  const submitted = await transaction.submit();
  sent();
  const seen = await watched.fate(BLOCK_PATIENCE);
  if (seen) return seen;
  const { code, blockNumber } = await submitted.getStatus();
  return { validationCode: validationCodeName(code), blockNumber: Number(blockNumber) };
}

/** From the first sending on, only a block can say what happened: every failure here leaves it unknown. */
async function commit(
  source: TransactionSource,
  transaction: EndorsedTransaction,
  watched: Watched,
): Promise<TransactionFate> {
  const { failures = gatewayFailures } = source;
  for (let attempt = 1; ; attempt += 1) {
    let stage: 'submit' | 'commitStatus' = 'submit';
    try {
      return await sendOnce(transaction, watched, () => {
        stage = 'commitStatus';
      });
    } catch (cause) {
      if (retryDecision({ stage, grpcCode: failures.grpcCodeOf(cause) }, attempt) === 'GIVE_UP') {
        source.onUnknown?.(transaction);
        const answer = readAnswer(transaction.getResult());
        throw new CommitUnknown({ transactionId: transaction.getTransactionId(), answer, cause });
      }
      await delay(backOff(attempt + 2));
    }
  }
}

interface Outcome {
  readonly transaction: EndorsedTransaction;
  readonly fate: TransactionFate;
}

/** What becomes of one transaction. */
async function attemptOnce(source: TransactionSource, transactions: number): Promise<Outcome> {
  const transaction = await endorse(source, transactions);
  const watched = source.watch.watch(transaction.getTransactionId());
  try {
    return { transaction, fate: await commit(source, transaction, watched) };
  } finally {
    watched.stop();
  }
}

/** Undefined asks for a new transaction. */
async function attempt(source: TransactionSource, transactions: number): Promise<Written | undefined> {
  try {
    const { transaction, fate } = await attemptOnce(source, transactions);
    const transactionId = transaction.getTransactionId();
    const { validationCode, ...seen } = fate;
    if (validationCode === VALID) return { result: transaction.getResult(), transactionId, ...seen };
    if (retryDecision({ stage: 'commit', validationCode }, transactions) === 'NEW_TRANSACTION') return undefined;
    throw new CommitFailed({ transactionId, code: validationCode });
  } catch (error) {
    if (error instanceof EndorsersDisagree) return undefined;
    throw error;
  }
}

/**
 * Submits until it is written or final.
 *
 * @throws LedgerRefusal, LedgerUnavailable, CommitUnknown, CommitFailed
 */
export async function submitUntilFinal(source: TransactionSource): Promise<Written> {
  for (let transactions = 1; ; transactions += 1) {
    const written = await attempt(source, transactions);
    if (written) return written;
    await delay(backOff(transactions));
  }
}
