// SPDX-License-Identifier: Apache-2.0
import { status } from '@grpc/grpc-js';
import type { peer } from '@hyperledger/fabric-protos';
import { gateway } from '@hyperledger/fabric-protos';
import type { Cancellation } from '../cancellation';
import { authorize, policyFailure } from '../access';
import type { PeerContext } from './consortium';
import { RpcError } from './errors';

/**
 * Answers what became of a transaction, waiting for it as long as the client does.
 * @throws RpcError with Fabric's code and text
 */
export async function commitStatus(
  signed: gateway.SignedCommitStatusRequest,
  context: PeerContext,
  cancellation: Cancellation,
): Promise<gateway.CommitStatusResponse> {
  const bytes = signed.getRequest_asU8();
  if (bytes.length === 0) throw new RpcError(status.INVALID_ARGUMENT, 'a commit status request is required');
  const request = decode(bytes);
  requireReader(context, {
    channel: request.getChannelId(),
    signer: request.getIdentity_asU8(),
    data: bytes,
    signature: signed.getSignature_asU8(),
  });
  const found = await context.commits.status(request.getTransactionId(), cancellation);
  if (found === undefined) throw new RpcError(status.UNAVAILABLE, 'the peer is shutting down');
  const response = new gateway.CommitStatusResponse();
  response.setResult(found.code as peer.TxValidationCodeMap[keyof peer.TxValidationCodeMap]);
  response.setBlockNumber(found.block);
  return response;
}

export interface ReaderRequest {
  readonly channel: string;
  readonly signer: Uint8Array;
  readonly data: Uint8Array;
  readonly signature: Uint8Array;
}

/** @throws RpcError PERMISSION_DENIED unless a reader of the channel signed the request */
export function requireReader({ channel: { channelId, identities } }: PeerContext, request: ReaderRequest): void {
  if (request.channel !== channelId) {
    throw new RpcError(status.PERMISSION_DENIED, `Failed to get policy manager for channel [${request.channel}]`);
  }
  if (authorize(identities, request, 'Readers') === undefined) {
    throw new RpcError(status.PERMISSION_DENIED, policyFailure(channelId, 'Readers'));
  }
}

function decode(bytes: Uint8Array): gateway.CommitStatusRequest {
  try {
    return gateway.CommitStatusRequest.deserializeBinary(bytes);
  } catch {
    throw new RpcError(status.INVALID_ARGUMENT, 'invalid status request: it cannot be read');
  }
}
