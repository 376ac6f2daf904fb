// SPDX-License-Identifier: Apache-2.0
import { status } from '@grpc/grpc-js';
import { GatewayError } from '@hyperledger/fabric-gateway';
import { RegistryError } from '@registry/chaincode/protocol';
import { LedgerRefusal, LedgerUnavailable } from '../errors';

/** What a peer puts before the message that the chaincode threw. */
const CHAINCODE_RESPONSE = /chaincode response \d{3}, /;

/** Two endorsers computed different answers, or the peers stood at different blocks. */
const MISMATCH = /ProposalResponsePayloads do not match/;

function texts(error: GatewayError): string[] {
  return [...error.details.map(({ message }) => message), error.cause.details];
}

/** The chaincode's own words, cut out of the peer's; undefined where no chaincode spoke. */
function chaincodeMessage(error: GatewayError): string | undefined {
  for (const text of texts(error)) {
    const found = CHAINCODE_RESPONSE.exec(text);
    if (found) return text.slice(found.index + found[0].length);
  }
  return undefined;
}

/** The refusal that the chaincode gave, parsed once and here only; undefined for any other failure. */
export function refusalIn(error: unknown): LedgerRefusal | undefined {
  const message = error instanceof GatewayError ? chaincodeMessage(error) : undefined;
  const refusal = message === undefined ? undefined : RegistryError.parse(message);
  return refusal && new LedgerRefusal(refusal);
}

/** Whether a chaincode answered with an error at all, ours or not: asking again would not help. */
export function isChaincodeAnswer(error: unknown): boolean {
  return error instanceof GatewayError && chaincodeMessage(error) !== undefined;
}

/** Whether endorsers disagreed. */
export function isMismatch(error: unknown): boolean {
  return error instanceof GatewayError && texts(error).some((text) => MISMATCH.test(text));
}

/** The gRPC code of a failure, UNKNOWN for what is no gRPC failure. */
export function grpcCodeOf(error: unknown): number {
  return error instanceof GatewayError ? error.code : status.UNKNOWN;
}

/** Any failure of a call that wrote nothing, in the port's words. */
export function ledgerError(error: unknown): Error {
  const refusal = refusalIn(error);
  if (refusal) return refusal;
  if (error instanceof GatewayError) {
    return new LedgerUnavailable({ reason: status[error.code] ?? 'UNKNOWN', cause: error });
  }
  return error instanceof Error ? error : new LedgerUnavailable({ reason: 'UNKNOWN', cause: error });
}

/** How a client library's errors are read. */
export interface FailureReader {
  grpcCodeOf(error: unknown): number;
  isChaincodeAnswer(error: unknown): boolean;
  isMismatch(error: unknown): boolean;
  /** In the port's words. */
  ledgerError(error: unknown): Error;
}

export const gatewayFailures: FailureReader = { grpcCodeOf, isChaincodeAnswer, isMismatch, ledgerError };
