// SPDX-License-Identifier: Apache-2.0
import { status } from '@grpc/grpc-js';
import { gateway, orderer, peer } from '@hyperledger/fabric-protos';
import type { Cancellation } from '../cancellation';
import { blockTransactions } from '../blockEvents';
import { requireReader } from './commitStatus';
import type { PeerContext } from './consortium';
import { RpcError } from './errors';

/**
 * The events of one chaincode, in commit order: one response a block that has any, of valid transactions only.
 * @throws RpcError with Fabric's code and text
 */
export async function* chaincodeEvents(
  signed: gateway.SignedChaincodeEventsRequest,
  context: PeerContext,
  cancellation: Cancellation,
): AsyncGenerator<gateway.ChaincodeEventsResponse, void> {
  const bytes = signed.getRequest_asU8();
  if (bytes.length === 0) throw new RpcError(status.INVALID_ARGUMENT, 'a chaincode events request is required');
  const request = decode(bytes);
  requireReader(context, {
    channel: request.getChannelId(),
    signer: request.getIdentity_asU8(),
    data: bytes,
    signature: signed.getSignature_asU8(),
  });
  const isMatch = matcher(request);
  for await (const number of context.feed.numbers(startBlock(request, context), cancellation)) {
    const events = validEvents(number, context).filter(isMatch);
    if (events.length > 0) yield response(number, events);
  }
  if (context.feed.isClosed) throw new RpcError(status.UNAVAILABLE, 'the peer is shutting down');
}

function validEvents(number: number, { feed }: PeerContext): readonly peer.ChaincodeEvent[] {
  return blockTransactions(feed.block(number))
    .filter(({ code }) => code === peer.TxValidationCode.VALID)
    .flatMap(({ events }) => events);
}

function response(number: number, events: readonly peer.ChaincodeEvent[]): gateway.ChaincodeEventsResponse {
  const message = new gateway.ChaincodeEventsResponse();
  message.setBlockNumber(number);
  message.setEventsList([...events]);
  return message;
}

/** A client that goes on after a transaction gets what follows that transaction in its block, then the next blocks. */
function matcher(request: gateway.ChaincodeEventsRequest): (event: peer.ChaincodeEvent) => boolean {
  const chaincode = request.getChaincodeId();
  const after = request.getAfterTransactionId();
  let isPast = after === '';
  return (event) => {
    if (isPast) return event.getChaincodeId() === chaincode;
    isPast = event.getTxId() === after;
    return false;
  };
}

function startBlock(request: gateway.ChaincodeEventsRequest, { store, feed }: PeerContext): number {
  const after = request.getAfterTransactionId();
  const known = after === '' ? undefined : store.transactionStatus(after);
  return known?.block ?? startOf(request.getStartPosition(), feed.height);
}

function startOf(position: orderer.SeekPosition | undefined, height: number): number {
  const { TypeCase } = orderer.SeekPosition;
  const type = position?.getTypeCase() ?? TypeCase.TYPE_NOT_SET;
  if (type === TypeCase.SPECIFIED) return position?.getSpecified()?.getNumber() ?? 0;
  if (type === TypeCase.TYPE_NOT_SET || type === TypeCase.NEXT_COMMIT) return height;
  throw new RpcError(status.INVALID_ARGUMENT, 'invalid start position type');
}

function decode(bytes: Uint8Array): gateway.ChaincodeEventsRequest {
  try {
    return gateway.ChaincodeEventsRequest.deserializeBinary(bytes);
  } catch {
    throw new RpcError(status.INVALID_ARGUMENT, 'invalid chaincode events request: it cannot be read');
  }
}
