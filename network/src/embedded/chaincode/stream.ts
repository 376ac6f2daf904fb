// SPDX-License-Identifier: Apache-2.0
import { peer } from '@hyperledger/fabric-protos';
import { deferred } from './deferred';
import { OpenQueries } from './queries';
import { answerRequest, isRequest, type RunningTransaction } from './requests';
import { MessageType, type Completion, type Invocation, type WireMessage } from './wire';

/** Fabric's text for a call whose chaincode went away under it. */
export const STREAM_TERMINATED = 'chaincode stream terminated';

export interface StreamOptions {
  /** Name of the chaincode on the channel: the namespace of its keys. */
  readonly chaincode: string;
  /** Takes a message to the chaincode. */
  readonly send: (message: WireMessage) => void;
  /** Called once when the chaincode broke the protocol; the host must then end the chaincode. */
  readonly onBroken: (error: Error) => void;
}

type State = 'created' | 'ready' | 'ended';

interface Pending extends RunningTransaction {
  /** The shim sends one request at a time for each transaction; a second one meanwhile is dropped, as Fabric does. */
  busy: boolean;
  readonly resolve: (completion: Completion) => void;
  readonly reject: (error: Error) => void;
}

/**
 * The peer's end of one chaincode stream: REGISTER, REGISTERED, READY, then TRANSACTION … COMPLETED, many at once.
 * It never sends KEEPALIVE, which fabric-shim 2.5.8 answers by exiting. Messages that arrive are hostile input.
 */
export class ChaincodeStream {
  readonly ready: Promise<void>;
  readonly #options: StreamOptions;
  readonly #pending = new Map<string, Pending>();
  readonly #settleReady: { resolve: () => void; reject: (error: Error) => void };
  #state: State = 'created';

  constructor(options: StreamOptions) {
    this.#options = options;
    const { promise, resolve, reject } = deferred();
    this.ready = promise;
    this.#settleReady = { resolve, reject };
    // Whoever waits sees the error; nobody has to wait.
    promise.catch(() => undefined);
  }

  /** Runs one transaction. Rejects with Fabric's text where the chaincode answers ERROR or goes away. */
  async execute(invocation: Invocation): Promise<Completion> {
    if (this.#state !== 'ready') throw new Error(`error sending: ${STREAM_TERMINATED}`);
    const { txId, channel, input, proposal } = invocation;
    if (this.#pending.has(txId)) throw new Error(`error sending: txid: ${txId}(${channel}) exists`);
    const queries = new OpenQueries();
    try {
      return await new Promise<Completion>((resolve, reject) => {
        const { chaincode } = this.#options;
        this.#pending.set(txId, { invocation, queries, chaincode, busy: false, resolve, reject });
        this.#options.send({ type: MessageType.TRANSACTION, txId, channel, payload: input, proposal });
      });
    } finally {
      this.#pending.delete(txId);
      await queries.closeAll();
    }
  }

  /** Takes a message from the chaincode. */
  receive(message: WireMessage): void {
    if (this.#state === 'ended' || message.type === MessageType.KEEPALIVE) return;
    try {
      if (this.#state === 'created') this.#register(message);
      else this.#dispatch(message);
    } catch (error) {
      this.#options.onBroken(toError(error));
    }
  }

  /** Fails one running transaction with `reason`; its chaincode does not know. */
  abort(txId: string, reason: string): void {
    this.#pending.get(txId)?.reject(new Error(`error sending: ${reason}`));
  }

  /** Ends the stream: what runs fails with Fabric's text, and whoever waits for it to be ready learns `reason`. */
  end(reason: string = STREAM_TERMINATED): void {
    if (this.#state === 'ended') return;
    this.#state = 'ended';
    this.#settleReady.reject(new Error(reason));
    for (const txId of this.#pending.keys()) this.abort(txId, STREAM_TERMINATED);
  }

  #register(message: WireMessage): void {
    if (message.type !== MessageType.REGISTER) throw new Error(outOfTurn(message, 'created'));
    const id = peer.ChaincodeID.deserializeBinary(message.payload).getName();
    if (id === '') throw new Error('error in handling register chaincode, chaincodeID name is empty');
    this.#options.send(bare(MessageType.REGISTERED));
    this.#options.send(bare(MessageType.READY));
    this.#state = 'ready';
    this.#settleReady.resolve();
  }

  #dispatch(message: WireMessage): void {
    if (message.type === MessageType.COMPLETED || message.type === MessageType.ERROR) this.#complete(message);
    else if (isRequest(message.type)) this.#request(message);
    else throw new Error(outOfTurn(message, 'ready'));
  }

  #complete(message: WireMessage): void {
    const pending = this.#pending.get(message.txId);
    if (pending === undefined) return;
    if (message.type === MessageType.ERROR) {
      const text = Buffer.from(message.payload).toString();
      pending.reject(new Error(`transaction returned with failure: ${text}`));
      return;
    }
    pending.resolve(completionOf(message, this.#options.chaincode));
  }

  #request(message: WireMessage): void {
    const pending = this.#pending.get(message.txId);
    if (pending === undefined) {
      this.#refuse(message, new Error('no ledger context'));
    } else if (!pending.busy) {
      this.#answer(message, pending);
    }
  }

  #answer(message: WireMessage, pending: Pending): void {
    try {
      const answer = answerRequest(message, pending);
      if (!(answer instanceof Uint8Array)) this.#answerLater(message, pending, answer);
      else if (message.isAnswered !== true) this.#respond(message, answer);
    } catch (error) {
      // The chaincode was told yes, so its transaction cannot go on.
      if (message.isAnswered === true) this.abort(message.txId, toError(error).message);
      else this.#refuse(message, toError(error));
    }
  }

  #answerLater(message: WireMessage, pending: Pending, answer: Promise<Uint8Array>): void {
    pending.busy = true;
    answer
      .finally(() => {
        pending.busy = false;
      })
      .then(
        (payload) => {
          this.#respond(message, payload);
        },
        (error: unknown) => {
          this.#refuse(message, toError(error));
        },
      );
  }

  #respond({ txId, channel }: WireMessage, payload: Uint8Array): void {
    if (this.#state === 'ready') this.#options.send({ type: MessageType.RESPONSE, txId, channel, payload });
  }

  #refuse({ type, txId, channel }: WireMessage, error: Error): void {
    if (this.#state !== 'ready') return;
    const text = `${nameOf(type)} failed: transaction ID: ${txId}: ${error.message}`;
    this.#options.send({ type: MessageType.ERROR, txId, channel, payload: Buffer.from(text) });
  }
}

const typeNames = new Map<number, string>(Object.entries(MessageType).map(([name, type]) => [type, name]));

function nameOf(type: number): string {
  return typeNames.get(type) ?? String(type);
}

function outOfTurn(message: WireMessage, state: string): string {
  return `[${message.txId}] Fabric side handler cannot handle message (${nameOf(message.type)}) while in ${state} state`;
}

function bare(type: number): WireMessage {
  return { type, txId: '', channel: '', payload: new Uint8Array(0) };
}

/** The chaincode cannot speak in the name of another chaincode or transaction: both are set here. */
function completionOf(message: WireMessage, chaincode: string): Completion {
  const response = peer.Response.deserializeBinary(message.payload);
  if (message.event === undefined) return { response };
  const event = peer.ChaincodeEvent.deserializeBinary(message.event);
  event.setChaincodeId(chaincode);
  event.setTxId(message.txId);
  return { response, event };
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
