// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { common, peer } from '@hyperledger/fabric-protos';

/** A client's proposal, taken apart. Nothing of it has been checked. */
export interface Proposal {
  readonly signed: { readonly proposal: Uint8Array; readonly signature: Uint8Array };
  readonly channelHeader: common.ChannelHeader;
  readonly channelHeaderBytes: Uint8Array;
  readonly signatureHeaderBytes: Uint8Array;
  readonly creator: Uint8Array;
  readonly nonce: Uint8Array;
  readonly txId: string;
  readonly channel: string;
  /** From the channel header's extension, which is what an endorser goes by. */
  readonly chaincode: string;
  /** From the invocation itself, which is what the gateway goes by. */
  readonly target: string;
  /** Serialized `peer.ChaincodeInvocationSpec`. */
  readonly invocation: Uint8Array;
  readonly input: peer.ChaincodeInput;
  readonly hasTransient: boolean;
}

/**
 * Unpacks a signed proposal. Attacker-controlled input.
 * @throws an error with Fabric's text, or a decoding error
 */
export function unpackProposal(signedProposal: peer.SignedProposal): Proposal {
  const proposalBytes = signedProposal.getProposalBytes_asU8();
  const proposal = decode('Proposal', () => peer.Proposal.deserializeBinary(proposalBytes));
  const header = decode('Header', () => common.Header.deserializeBinary(proposal.getHeader_asU8()));
  const channelHeaderBytes = header.getChannelHeader_asU8();
  const channelHeader = decode('ChannelHeader', () => common.ChannelHeader.deserializeBinary(channelHeaderBytes));
  const signatureHeaderBytes = header.getSignatureHeader_asU8();
  const signatureHeader = decode('SignatureHeader', () =>
    common.SignatureHeader.deserializeBinary(signatureHeaderBytes),
  );
  const payload = decode('ChaincodeProposalPayload', () =>
    peer.ChaincodeProposalPayload.deserializeBinary(proposal.getPayload_asU8()),
  );
  return {
    signed: { proposal: proposalBytes, signature: signedProposal.getSignature_asU8() },
    channelHeader,
    channelHeaderBytes,
    signatureHeaderBytes,
    creator: signatureHeader.getCreator_asU8(),
    nonce: signatureHeader.getNonce_asU8(),
    txId: channelHeader.getTxId(),
    channel: channelHeader.getChannelId(),
    chaincode: chaincodeNameOf(channelHeader),
    invocation: payload.getInput_asU8(),
    ...invocationParts(payload.getInput_asU8()),
    hasTransient: payload.getTransientmapMap().getLength() > 0,
  };
}

/** The proposal's payload as it goes into the transaction: without the transient fields. */
export function publicPayload({ invocation }: Proposal): Uint8Array {
  const payload = new peer.ChaincodeProposalPayload();
  payload.setInput(invocation);
  return payload.serializeBinary();
}

/** What every endorsement names: the headers as they came and the payload without its transient fields. */
export function proposalHash(proposal: Proposal): Uint8Array {
  return createHash('sha256')
    .update(proposal.channelHeaderBytes)
    .update(proposal.signatureHeaderBytes)
    .update(publicPayload(proposal))
    .digest();
}

function chaincodeNameOf(channelHeader: common.ChannelHeader): string {
  const extension = decode('ChaincodeHeaderExtension', () =>
    peer.ChaincodeHeaderExtension.deserializeBinary(channelHeader.getExtension_asU8()),
  );
  const id = extension.getChaincodeId();
  if (id === undefined) throw new Error('ChaincodeHeaderExtension.ChaincodeId is nil');
  if (id.getName() === '') throw new Error('ChaincodeHeaderExtension.ChaincodeId.Name is empty');
  return id.getName();
}

function invocationParts(invocation: Uint8Array): Pick<Proposal, 'target' | 'input'> {
  const spec = decode('ChaincodeInvocationSpec', () => peer.ChaincodeInvocationSpec.deserializeBinary(invocation));
  const chaincodeSpec = spec.getChaincodeSpec();
  if (chaincodeSpec === undefined) throw new Error('chaincode invocation spec did not contain chaincode spec');
  const input = chaincodeSpec.getInput();
  if (input === undefined) throw new Error('chaincode input did not contain any input');
  return { target: chaincodeSpec.getChaincodeId()?.getName() ?? '', input };
}

function decode<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new Error(`error unmarshalling ${what}`, { cause });
  }
}
