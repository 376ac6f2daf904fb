// SPDX-License-Identifier: Apache-2.0
import { status } from '@grpc/grpc-js';
import { gateway } from '@hyperledger/fabric-protos';
import { OrderingRefusal } from '../ordering/acceptance';
import type { PeerContext } from './consortium';
import { RpcError } from './errors';
import { noConfig } from './evaluate';

/**
 * Hands a signed transaction to the ordering service. Success says that it is queued, no more.
 * @throws RpcError with Fabric's code and text
 */
export function submit(request: gateway.SubmitRequest, { channel, orderer }: PeerContext): gateway.SubmitResponse {
  const envelope = request.getPreparedTransaction();
  if (envelope === undefined) throw new RpcError(status.INVALID_ARGUMENT, 'a prepared transaction is required');
  if (envelope.getSignature_asU8().length === 0) {
    throw new RpcError(status.INVALID_ARGUMENT, 'prepared transaction must be signed');
  }
  const asked = request.getChannelId();
  if (asked !== channel.channelId) throw new RpcError(status.FAILED_PRECONDITION, noConfig(asked));
  try {
    orderer.submit(envelope);
  } catch (error) {
    throw error instanceof OrderingRefusal ? refusalAnswer(error) : error;
  }
  return new gateway.SubmitResponse();
}

/** A refusal is final; an ordering service that cannot take anything now might take it later. */
function refusalAnswer({ status: refused, message }: OrderingRefusal): RpcError {
  if (refused === 'SERVICE_UNAVAILABLE') {
    return new RpcError(status.UNAVAILABLE, 'no orderers could successfully process transaction');
  }
  const text = `received unsuccessful response from orderer: status=${refused}, info=${message}`;
  return new RpcError(status.ABORTED, text);
}
