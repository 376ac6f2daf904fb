// SPDX-License-Identifier: Apache-2.0
import { Metadata, status, type ServiceError } from '@grpc/grpc-js';
import { gateway, google } from '@hyperledger/fabric-protos';
import { LedgerError } from '../ledger/errors';

/** What one peer said, as the client reads it from `details`. */
export interface PeerDetail {
  readonly address: string;
  readonly mspId: string;
  readonly message: string;
}

/** An answer with a gRPC status other than OK. */
export class RpcError extends Error implements Pick<ServiceError, 'code' | 'details' | 'metadata'> {
  override readonly name = 'RpcError';
  readonly code: status;
  readonly details: string;
  readonly metadata: Metadata;

  constructor(code: status, message: string, details: readonly PeerDetail[] = []) {
    super(message);
    this.code = code;
    this.details = message;
    this.metadata = new Metadata();
    if (details.length > 0) this.metadata.set('grpc-status-details-bin', statusDetails(code, message, details));
  }
}

/** Makes any error an answer: what is no RpcError is the engine's own fault and says so without its text. */
export function toRpcError(error: unknown): RpcError {
  if (error instanceof RpcError) return error;
  const isAway = error instanceof LedgerError && error.code === 'STORE_CLOSED';
  return isAway
    ? new RpcError(status.UNAVAILABLE, 'the ledger is being opened again')
    : new RpcError(status.INTERNAL, 'internal error');
}

/** `google.rpc.Status` with one `gateway.ErrorDetail` a peer, as Fabric's gateway sends it in the trailer. */
function statusDetails(code: status, message: string, details: readonly PeerDetail[]): Buffer {
  const rpcStatus = new google.rpc.Status();
  rpcStatus.setCode(code);
  rpcStatus.setMessage(message);
  for (const { address, mspId, message: text } of details) {
    const detail = new gateway.ErrorDetail();
    detail.setAddress(address);
    detail.setMspId(mspId);
    detail.setMessage(text);
    const packed = rpcStatus.addDetails();
    packed.setTypeUrl('type.googleapis.com/gateway.ErrorDetail');
    packed.setValue(detail.serializeBinary());
  }
  return Buffer.from(rpcStatus.serializeBinary());
}
