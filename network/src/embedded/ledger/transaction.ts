// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { common, peer } from '@hyperledger/fabric-protos';
import { decodeReadWriteSet } from './decodeReadWriteSet';
import type { NamespaceSet } from './readWriteSet';

const code = peer.TxValidationCode;
export type ValidationCode = peer.TxValidationCodeMap[keyof peer.TxValidationCodeMap];

/** Why a transaction is not valid, found while reading it. */
export class Invalid {
  readonly code: ValidationCode;

  constructor(why: ValidationCode) {
    this.code = why;
  }
}

/** The outer, signed part of a transaction. All of it is attacker-controlled. */
export interface SignedPayload {
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
  readonly data: Uint8Array;
  readonly type: number;
  readonly channelId: string;
  readonly txId: string;
  readonly creator: Uint8Array;
  readonly nonce: Uint8Array;
  /** As they came: the proposal hash covers these bytes. */
  readonly channelHeader: Uint8Array;
  readonly extension: Uint8Array;
}

/** The one action of an endorser transaction, its proposal hash checked. */
export interface EndorsedAction {
  readonly proposalResponse: Uint8Array;
  readonly endorsements: readonly { readonly endorser: Uint8Array; readonly signature: Uint8Array }[];
  /** Serialized `ChaincodeAction`. */
  readonly chaincodeAction: Uint8Array;
}

/** What an endorsed action did. */
export interface ChaincodeEffects {
  readonly chaincode: string;
  readonly sets: readonly NamespaceSet[];
}

/** Reads a message; malformed bytes give the code, never an exception. */
const attempt = <T>(why: ValidationCode, read: () => T | Invalid): T | Invalid => {
  try {
    return read();
  } catch {
    // Whoever ordered these bytes wrote nonsense; the code on the ledger is the answer they get.
    return new Invalid(why);
  }
};

const knownTypes: readonly number[] = [
  common.HeaderType.ENDORSER_TRANSACTION,
  common.HeaderType.CONFIG_UPDATE,
  common.HeaderType.CONFIG,
];

const readHeaders = (envelope: common.Envelope, payload: common.Payload): SignedPayload | Invalid => {
  const header = payload.getHeader();
  if (header === undefined) return new Invalid(code.BAD_COMMON_HEADER);
  const channelHeader = header.getChannelHeader_asU8();
  const channel = common.ChannelHeader.deserializeBinary(channelHeader);
  const signer = common.SignatureHeader.deserializeBinary(header.getSignatureHeader_asU8());
  const [creator, nonce] = [signer.getCreator_asU8(), signer.getNonce_asU8()];
  const wellFormed = knownTypes.includes(channel.getType()) && channel.getEpoch() === 0;
  if (!wellFormed || creator.length === 0 || nonce.length === 0) return new Invalid(code.BAD_COMMON_HEADER);
  return {
    payload: envelope.getPayload_asU8(),
    signature: envelope.getSignature_asU8(),
    data: payload.getData_asU8(),
    type: channel.getType(),
    channelId: channel.getChannelId(),
    txId: channel.getTxId(),
    creator,
    nonce,
    channelHeader,
    extension: channel.getExtension_asU8(),
  };
};

/** Reads envelope, payload and headers. */
export const readSignedPayload = (bytes: Uint8Array): SignedPayload | Invalid => {
  const envelope = attempt(code.INVALID_OTHER_REASON, () => common.Envelope.deserializeBinary(bytes));
  if (envelope instanceof Invalid) return envelope;
  const payload = attempt(code.BAD_PAYLOAD, () => common.Payload.deserializeBinary(envelope.getPayload_asU8()));
  if (payload instanceof Invalid) return payload;
  return attempt(code.BAD_COMMON_HEADER, () => readHeaders(envelope, payload));
};

/** The transaction id of an envelope however broken the rest of it is; empty where there is none to read. */
export const readTransactionId = (bytes: Uint8Array): string => {
  const txId = attempt(code.INVALID_OTHER_REASON, () => {
    const payload = common.Payload.deserializeBinary(common.Envelope.deserializeBinary(bytes).getPayload_asU8());
    const header = payload.getHeader()?.getChannelHeader_asU8() ?? new Uint8Array();
    return common.ChannelHeader.deserializeBinary(header).getTxId();
  });
  return txId instanceof Invalid ? '' : txId;
};

const readAction = (signed: SignedPayload): EndorsedAction | Invalid => {
  const invalid = new Invalid(code.INVALID_ENDORSER_TRANSACTION);
  const [action, ...others] = peer.Transaction.deserializeBinary(signed.data).getActionsList();
  if (action === undefined || others.length > 0) return invalid;
  const signer = common.SignatureHeader.deserializeBinary(action.getHeader_asU8());
  if (signer.getNonce_asU8().length === 0 || signer.getCreator_asU8().length === 0) return invalid;
  const payload = peer.ChaincodeActionPayload.deserializeBinary(action.getPayload_asU8());
  const endorsed = payload.getAction();
  if (endorsed === undefined) return invalid;
  const proposalResponse = endorsed.getProposalResponsePayload_asU8();
  const response = peer.ProposalResponsePayload.deserializeBinary(proposalResponse);
  const hash = createHash('sha256').update(signed.channelHeader).update(action.getHeader_asU8());
  const expected = hash.update(payload.getChaincodeProposalPayload_asU8()).digest();
  if (!expected.equals(response.getProposalHash_asU8())) return invalid;
  return {
    proposalResponse,
    endorsements: endorsed
      .getEndorsementsList()
      .map((one) => ({ endorser: one.getEndorser_asU8(), signature: one.getSignature_asU8() })),
    chaincodeAction: response.getExtension_asU8(),
  };
};

/** Reads the single action and compares its proposal hash with the headers as they came. */
export const readEndorsedAction = (signed: SignedPayload): EndorsedAction | Invalid =>
  attempt(code.INVALID_ENDORSER_TRANSACTION, () => readAction(signed));

const checkChaincode = (
  invoked: peer.ChaincodeID | undefined,
  ran: peer.ChaincodeID | undefined,
): Invalid | undefined => {
  if (invoked === undefined || ran === undefined) return new Invalid(code.INVALID_OTHER_REASON);
  const named = invoked.getName() !== '' && invoked.getName() === ran.getName() && ran.getVersion() !== '';
  return named ? undefined : new Invalid(code.INVALID_CHAINCODE);
};

const checkEvent = (event: Uint8Array, chaincode: string): Invalid | undefined => {
  if (event.length === 0) return undefined;
  const parsed = attempt(code.INVALID_OTHER_REASON, () => peer.ChaincodeEvent.deserializeBinary(event));
  if (parsed instanceof Invalid) return parsed;
  return parsed.getChaincodeId() === chaincode ? undefined : new Invalid(code.INVALID_OTHER_REASON);
};

const checkNamespaces = (sets: readonly NamespaceSet[]): Invalid | undefined => {
  const distinct = new Set(sets.map((set) => set.namespace));
  const hasPrivateData = sets.some((set) => set.collections.length > 0);
  // Private data is not supported: what touches it is refused here, as a chaincode without collections would be.
  return distinct.size < sets.length || hasPrivateData ? new Invalid(code.ILLEGAL_WRITESET) : undefined;
};

/** Reads what the chaincode did and checks that it is the chaincode that was asked. */
export const readEffects = (signed: SignedPayload, endorsed: EndorsedAction): ChaincodeEffects | Invalid => {
  const extension = attempt(code.BAD_HEADER_EXTENSION, () =>
    peer.ChaincodeHeaderExtension.deserializeBinary(signed.extension),
  );
  if (extension instanceof Invalid) return extension;
  const action = attempt(code.BAD_RESPONSE_PAYLOAD, () =>
    peer.ChaincodeAction.deserializeBinary(endorsed.chaincodeAction),
  );
  if (action instanceof Invalid) return action;
  const sets = attempt(code.BAD_RWSET, () => decodeReadWriteSet(action.getResults_asU8()));
  if (sets instanceof Invalid) return sets;
  const chaincode = extension.getChaincodeId()?.getName() ?? '';
  const problem =
    checkChaincode(extension.getChaincodeId(), action.getChaincodeId()) ??
    checkEvent(action.getEvents_asU8(), chaincode) ??
    checkNamespaces(sets);
  return problem ?? { chaincode, sets };
};
