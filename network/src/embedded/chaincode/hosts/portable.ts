// SPDX-License-Identifier: Apache-2.0
import type { WireMessage } from '../wire';

/**
 * Prepares a message for a message port, which would copy the whole memory pool behind a small buffer.
 */
export function portable(message: WireMessage): WireMessage {
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
export function isWireMessage(value: unknown): value is WireMessage {
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
