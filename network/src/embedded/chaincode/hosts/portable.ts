// SPDX-License-Identifier: Apache-2.0
import type { WireMessage } from '../wire';

/** What threads send each other: the messages of one turn of the event loop. Waking a thread costs more than copying. */
export type Parcel = readonly WireMessage[];

/** Gathers the messages of one turn and posts them together. */
export class Outbox {
  readonly #post: (parcel: Parcel) => void;
  #waiting: WireMessage[] = [];

  constructor(post: (parcel: Parcel) => void) {
    this.#post = post;
  }

  send(message: WireMessage): void {
    if (this.#waiting.push(portable(message)) === 1) {
      setImmediate(() => {
        this.#post(this.#waiting.splice(0));
      });
    }
  }
}

/** A message port would copy the whole memory pool behind a small buffer. */
function portable(message: WireMessage): WireMessage {
  const { proposal, event } = message;
  return {
    ...message,
    payload: own(message.payload),
    ...(event === undefined ? {} : { event: own(event) }),
    ...(proposal === undefined
      ? {}
      : { proposal: { proposal: own(proposal.proposal), signature: own(proposal.signature) } }),
  };
}

function own(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
}

/** Checks the shape of what a thread sent: a contract can reach its port and post anything. */
export function isParcel(value: unknown): value is Parcel {
  return Array.isArray(value) && value.every(isWireMessage);
}

function isWireMessage(value: unknown): value is WireMessage {
  if (typeof value !== 'object' || value === null) return false;
  const message = value as Partial<Record<keyof WireMessage, unknown>>;
  return (
    typeof message.type === 'number' &&
    typeof message.txId === 'string' &&
    typeof message.channel === 'string' &&
    message.payload instanceof Uint8Array &&
    (message.event === undefined || message.event instanceof Uint8Array)
  );
}
