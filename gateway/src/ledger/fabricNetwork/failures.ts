// SPDX-License-Identifier: Apache-2.0
import { status } from '@grpc/grpc-js';
import { RegistryError } from '@registry/chaincode/protocol';
import { LedgerRefusal, LedgerUnavailable } from '../errors';
import type { FailureReader } from '../fabricGateway/failures';

/** The consortium cannot be served by this client, whatever is tried: another one must be configured. */
export class ClientUnsuited extends Error {
  override readonly name = 'ClientUnsuited';
}

/** An answer of a peer that endorses nothing; the message may be the chaincode's own. */
export class PeerRefused extends Error {
  override readonly name = 'PeerRefused';
}

/** Endorsers computed different answers, or stood at different blocks. */
export class AnswersDiffer extends Error {
  override readonly name = 'AnswersDiffer';
}

/** Too few peers or no orderer answered. */
export class NobodyAnswered extends Error {
  override readonly name = 'NobodyAnswered';
  readonly grpcCode: number;

  constructor(message: string, details: { grpcCode: number; cause?: unknown }) {
    super(message, { cause: details.cause });
    this.grpcCode = details.grpcCode;
  }
}

/** The client library's own time-outs carry no code; their words are the only sign. */
const TIMEOUT = /REQUEST TIMEOUT|timed? ?out/i;

/** The gRPC code of an error that the client library passed on. */
export function codeOf(error: unknown): number {
  if (error instanceof NobodyAnswered) return error.grpcCode;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (typeof code === 'number') return code;
  return error instanceof Error && TIMEOUT.test(error.message) ? status.DEADLINE_EXCEEDED : status.UNAVAILABLE;
}

/** An error of the connection, told apart from one that no retry can mend. */
export function inOurWords(error: unknown): Error {
  if (error instanceof ClientUnsuited) return error;
  const said = error instanceof Error ? error.message : '';
  if (/UNIMPLEMENTED|unknown service discovery/i.test(said)) {
    return new ClientUnsuited('The peer has no discovery service: only LEDGER_CLIENT=fabric-gateway can use it', {
      cause: error,
    });
  }
  return new NobodyAnswered('The network cannot be discovered', { grpcCode: codeOf(error), cause: error });
}

function ledgerError(error: unknown): Error {
  if (error instanceof ClientUnsuited) return error;
  const refusal = error instanceof PeerRefused ? RegistryError.parse(error.message) : undefined;
  if (refusal) return new LedgerRefusal(refusal);
  if (error instanceof PeerRefused) return new LedgerUnavailable({ reason: 'UNKNOWN', cause: error });
  if (error instanceof AnswersDiffer) return new LedgerUnavailable({ reason: 'ABORTED', cause: error });
  return new LedgerUnavailable({ reason: status[codeOf(error)] ?? 'UNKNOWN', cause: error });
}

/** How the errors of this client are read; what to do about them is decided for both clients in one place. */
export const networkFailures: FailureReader = {
  grpcCodeOf: codeOf,
  isChaincodeAnswer: (error) => error instanceof PeerRefused || error instanceof ClientUnsuited,
  isMismatch: (error) => error instanceof AnswersDiffer,
  ledgerError,
};
