// SPDX-License-Identifier: Apache-2.0
import { setTimeout as delay } from 'node:timers/promises';
import { status } from '@grpc/grpc-js';
import { common } from '@hyperledger/fabric-protos';
import { NO_CUSTODY } from '../custody';
import { decodeBlock } from '../fabricGateway/blockDecoder';
import { validationCodeOf } from '../fabricGateway/validationCodes';
import type { TransactionFate } from '../port';
import { NobodyAnswered, PeerRefused } from './failures';

/** Asks the peer's own query chaincode. */
export type AskLedger = (name: string, ...args: readonly string[]) => Promise<Uint8Array>;

/** The peer's words, which bear no code. */
const UNKNOWN_ID = /no such transaction ID|not found in index/i;

/** What became of a transaction; undefined while it is in no block. */
export async function fateOf(
  ask: AskLedger,
  channel: string,
  transactionId: string,
): Promise<TransactionFate | undefined> {
  try {
    const block = common.Block.deserializeBinary(await ask('GetBlockByTxID', channel, transactionId));
    const reading = { chaincode: '', custody: NO_CUSTODY, onLeftOut: () => undefined };
    const { number, transactions } = decodeBlock(block, reading);
    const found = transactions.find((one) => one.transactionId === transactionId);
    return found && { validationCode: found.validationCode, blockNumber: number };
  } catch (error) {
    if (error instanceof PeerRefused && UNKNOWN_ID.test(error.message)) return undefined;
    throw error;
  }
}

/** Between two questions, in milliseconds. */
const PAUSE = 100;

/**
 * Asks again and again what became of a transaction.
 *
 * @param patience - milliseconds, after which the answer is undefined
 */
export async function awaited(
  fate: () => Promise<TransactionFate | undefined>,
  patience: number,
): Promise<TransactionFate | undefined> {
  const deadline = Date.now() + patience;
  while (Date.now() < deadline) {
    const found = await fate();
    if (found) return found;
    await delay(PAUSE);
  }
  return undefined;
}

/**
 * Waits until a block holds a transaction.
 *
 * @throws NobodyAnswered where none does in time
 */
export async function settled(...question: Parameters<typeof awaited>): Promise<Settled> {
  const found = await awaited(...question);
  if (found) return { code: validationCodeOf(found.validationCode), blockNumber: BigInt(found.blockNumber) };
  throw new NobodyAnswered('No block holds it yet', { grpcCode: status.DEADLINE_EXCEEDED });
}

export interface Settled {
  readonly code: number;
  readonly blockNumber: bigint;
}
