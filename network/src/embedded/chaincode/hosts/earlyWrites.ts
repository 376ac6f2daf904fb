// SPDX-License-Identifier: Apache-2.0
import { peer } from '@hyperledger/fabric-protos';
import { MessageType, type WireMessage } from '../wire';

type Receive = (message: WireMessage) => void;

export interface EarlyWritesOptions {
  /** Takes a message to the peer. */
  readonly toPeer: Receive;
  /** Takes a message to the chaincode. */
  readonly toChaincode: Receive;
}

const NOTHING = new Uint8Array(0);

/**
 * Answers writes beside the chaincode, so that they travel with its next read or its completion instead of waking the
 * peer's thread and being woken by it each. The peer would say yes anyway: it refuses a write only for a private data
 * collection or after a paged query, and those go the long way, so that the chaincode gets the peer's own error.
 */
export class EarlyWrites {
  readonly #options: EarlyWritesOptions;
  readonly #paged = new Set<string>();

  constructor(options: EarlyWritesOptions) {
    this.#options = options;
  }

  /** Takes a message of the chaincode. */
  fromChaincode(message: WireMessage): void {
    const { type, txId } = message;
    if (type === MessageType.GET_STATE_BY_RANGE) this.#notePage(message);
    if (type === MessageType.COMPLETED || type === MessageType.ERROR) this.#paged.delete(txId);
    const isEarly = !this.#paged.has(txId) && isPublicWrite(message);
    this.#options.toPeer(isEarly ? { ...message, isAnswered: true } : message);
    if (isEarly) this.#answer(message);
  }

  #answer({ txId, channel }: WireMessage): void {
    // The shim is still sending: it must not be answered before it has finished.
    queueMicrotask(() => {
      this.#options.toChaincode({ type: MessageType.RESPONSE, txId, channel, payload: NOTHING });
    });
  }

  #notePage({ txId, payload }: WireMessage): void {
    if (peer.GetStateByRange.deserializeBinary(payload).getMetadata_asU8().length > 0) this.#paged.add(txId);
  }
}

function isPublicWrite({ type, payload }: WireMessage): boolean {
  if (type === MessageType.PUT_STATE) return peer.PutState.deserializeBinary(payload).getCollection() === '';
  if (type === MessageType.DEL_STATE) return peer.DelState.deserializeBinary(payload).getCollection() === '';
  return false;
}
