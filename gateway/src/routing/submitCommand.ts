// SPDX-License-Identifier: Apache-2.0
import type { JsonObject } from '@registry/chaincode/protocol';
import type { Request } from 'express';
import { callerIn } from '../http/requestContext';
import { idempotencyKeyOf } from '../http/validate';
import type { Projector } from '../projections/projector';
import type { Sealing } from '../sealing/port';

/** How a command of a person reaches the ledger, and its answer comes back when it can be read. */
export interface CommandDeps {
  readonly sealing: Pick<Sealing, 'submitSealed'>;
  readonly projector: Pick<Projector, 'waitFor'>;
  /** Milliseconds that an answer waits for its own block. */
  readonly readYourWritesMs: number;
}

/** A command as the ledger's contracts call it. */
export interface Sent {
  readonly contract: string;
  readonly transaction: string;
  readonly form: object;
  /** Where in the form words stand that are sealed; nowhere unless said. */
  readonly pointers?: readonly string[];
}

/**
 * Sends a command for whoever asks, under the key of the request.
 *
 * @returns the ledger's answer with its transaction and block
 */
export const submitCommand = async (
  { sealing, projector, readYourWritesMs }: CommandDeps,
  req: Request,
  { contract, transaction, form, pointers = [] }: Sent,
): Promise<JsonObject> => {
  const { answer, transactionId, blockNumber } = await sealing.submitSealed({
    ...{ caller: callerIn(req), idempotencyKey: idempotencyKeyOf(req) },
    ...{ contract, transaction, form: form as JsonObject, pointers },
  });
  await projector.waitFor(blockNumber, readYourWritesMs);
  return { ...(answer as JsonObject), transactionId, blockNumber };
};
