// SPDX-License-Identifier: Apache-2.0
import { status } from '@grpc/grpc-js';
import type { Gateway } from '@hyperledger/fabric-gateway';
import { gateway as gatewayProto, msp } from '@hyperledger/fabric-protos';
import type { LedgerIdentity, TransactionFate } from '../port';
import { within } from './deadlines';
import { grpcCodeOf, ledgerError } from './failures';
import { validationCodeName } from './validationCodes';

/** How long a transaction that is in no block yet may keep a person waiting, in milliseconds. */
const PATIENCE = 1_500;
/** The peer keeps the deadline too: where its clock runs out first it resets the stream, which reads as a cancelled call. */
const STILL_WAITING: readonly number[] = [status.DEADLINE_EXCEEDED, status.CANCELLED];

export interface FateQuestion {
  readonly channel: string;
  readonly identity: LedgerIdentity;
  readonly transactionId: string;
}

/** The bytes of a commit status request, as the client library takes them up again. */
function requestBytes({ channel, identity, transactionId }: FateQuestion): Uint8Array {
  const creator = new msp.SerializedIdentity();
  creator.setMspid(identity.mspId);
  creator.setIdBytes(Buffer.from(identity.certificate));
  const request = new gatewayProto.CommitStatusRequest();
  request.setChannelId(channel);
  request.setTransactionId(transactionId);
  request.setIdentity(creator.serializeBinary());
  const signed = new gatewayProto.SignedCommitStatusRequest();
  signed.setRequest(request.serializeBinary());
  return signed.serializeBinary();
}

/**
 * Asks the peer what became of a transaction; undefined while it is in no block.
 *
 * @throws LedgerUnavailable
 */
export async function fateOf(gateway: Gateway, question: FateQuestion): Promise<TransactionFate | undefined> {
  try {
    const found = await gateway.newCommit(requestBytes(question)).getStatus(within(PATIENCE));
    return { validationCode: validationCodeName(found.code), blockNumber: Number(found.blockNumber) };
  } catch (error) {
    if (STILL_WAITING.includes(grpcCodeOf(error))) return undefined;
    throw ledgerError(error);
  }
}
