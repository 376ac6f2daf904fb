// SPDX-License-Identifier: Apache-2.0
import { peer } from '@hyperledger/fabric-protos';

/** Message types of Fabric's chaincode protocol (`peer/chaincode_shim.proto`). */
export const MessageType = peer.ChaincodeMessage.Type;

/** The client's signed proposal as the chaincode is shown it. */
export interface SignedProposalBytes {
  readonly proposal: Uint8Array;
  readonly signature: Uint8Array;
}

/**
 * A `peer.ChaincodeMessage` taken apart: every field it has on the wire, in a form that a message port can copy.
 * Payload and event stay serialized protobufs.
 */
export interface WireMessage {
  readonly type: number;
  readonly txId: string;
  readonly channel: string;
  readonly payload: Uint8Array;
  readonly proposal?: SignedProposalBytes;
  /** Serialized `peer.ChaincodeEvent`. */
  readonly event?: Uint8Array;
  /** True for a write that the chaincode's side has answered already; not on Fabric's wire. */
  readonly isAnswered?: boolean;
}

/** What the operator of the peer asks its chaincode to run. */
export interface Invocation {
  readonly txId: string;
  readonly channel: string;
  /** Serialized `peer.ChaincodeInput`. */
  readonly input: Uint8Array;
  readonly proposal: SignedProposalBytes;
  readonly state: TransactionState;
}

/** What the chaincode answered: a response with any status, and its event where it set one. */
export interface Completion {
  readonly response: peer.Response;
  readonly event?: peer.ChaincodeEvent;
}

/** One key and value, or one past version of a key, serialized as Fabric's `ledger.queryresult` messages. */
export interface ResultCursor {
  /** The next serialized result; undefined at the end. */
  next(): Promise<Uint8Array | undefined>;
  /** Where a paged query would go on; empty at the end of the range. */
  bookmark(): Promise<string>;
  close(): Promise<void>;
}

/**
 * The ledger as one running transaction sees it. Every method may throw an error whose message is Fabric's own text;
 * the chaincode receives it as the answer to its request.
 */
export interface TransactionState {
  get(key: string): Uint8Array | undefined;
  put(key: string, value: Uint8Array): void;
  del(key: string): void;
  metadata(key: string): readonly { readonly name: string; readonly value: Uint8Array }[];
  putMetadata(key: string, name: string, value: Uint8Array): void;
  range(start: string, end: string): ResultCursor;
  pagedRange(start: string, end: string, pageSize: number): ResultCursor;
  history(key: string): ResultCursor;
}
