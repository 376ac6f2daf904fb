// SPDX-License-Identifier: Apache-2.0
import { common, gateway, peer } from '@hyperledger/fabric-protos';

export type TransactionChange = (payload: common.Payload, prepared: gateway.PreparedTransaction) => void;
export type HeaderChange = (header: common.ChannelHeader, prepared: gateway.PreparedTransaction) => void;

/** The bytes of an endorsed transaction after a change; its signature is taken away, so that the client signs it anew. */
export function changed(bytes: Uint8Array, change: TransactionChange): Uint8Array {
  const prepared = gateway.PreparedTransaction.deserializeBinary(bytes);
  const envelope = prepared.getEnvelope() ?? new common.Envelope();
  const payload = common.Payload.deserializeBinary(envelope.getPayload_asU8());
  change(payload, prepared);
  envelope.setPayload(payload.serializeBinary());
  envelope.setSignature('');
  return prepared.serializeBinary();
}

/** A change of the channel header alone. */
export const withHeader =
  (change: HeaderChange): TransactionChange =>
  (payload, prepared) => {
    const outer = payload.getHeader() ?? new common.Header();
    const inner = common.ChannelHeader.deserializeBinary(outer.getChannelHeader_asU8());
    change(inner, prepared);
    outer.setChannelHeader(inner.serializeBinary());
  };

/** Another result than the one that was endorsed. */
export function forgeResult(payload: common.Payload): void {
  const transaction = peer.Transaction.deserializeBinary(payload.getData_asU8());
  const [action] = transaction.getActionsList();
  if (action === undefined) throw new Error('the transaction has no action');
  const actionPayload = peer.ChaincodeActionPayload.deserializeBinary(action.getPayload_asU8());
  const endorsed = actionPayload.getAction() ?? new peer.ChaincodeEndorsedAction();
  const response = peer.ProposalResponsePayload.deserializeBinary(endorsed.getProposalResponsePayload_asU8());
  const result = peer.ChaincodeAction.deserializeBinary(response.getExtension_asU8());
  result.getResponse()?.setPayload(Buffer.from('evil'));
  response.setExtension$(result.serializeBinary());
  endorsed.setProposalResponsePayload(response.serializeBinary());
  action.setPayload(actionPayload.serializeBinary());
  payload.setData(transaction.serializeBinary());
}

/** The same proposal with its timestamp moved; the client signs it anew. */
export function shiftTime(bytes: Uint8Array, seconds: number): Uint8Array {
  const proposed = gateway.ProposedTransaction.deserializeBinary(bytes);
  const signed = proposed.getProposal() ?? new peer.SignedProposal();
  const proposal = peer.Proposal.deserializeBinary(signed.getProposalBytes_asU8());
  const header = common.Header.deserializeBinary(proposal.getHeader_asU8());
  const channelHeader = common.ChannelHeader.deserializeBinary(header.getChannelHeader_asU8());
  const timestamp = channelHeader.getTimestamp();
  timestamp?.setSeconds(timestamp.getSeconds() + seconds);
  header.setChannelHeader(channelHeader.serializeBinary());
  proposal.setHeader(header.serializeBinary());
  signed.setProposalBytes(proposal.serializeBinary());
  return proposed.serializeBinary();
}
