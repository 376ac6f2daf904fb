// SPDX-License-Identifier: Apache-2.0
import { RegistryError } from '../protocol/errors';
import type { BatchOutcome } from '../protocol/schemas/batch';
import type { Call } from './submission';

/** Does one part of a batch, whole or not at all; what refuses it leaves the others alone. */
export const outcomeOf = async <A>(call: Call, work: (part: Call) => Promise<A>): Promise<BatchOutcome<A>> => {
  try {
    return { answer: await call.ledger.part((ledger) => work({ ...call, ledger })) };
  } catch (thrown) {
    if (!(thrown instanceof RegistryError)) throw thrown;
    return { refusal: { code: thrown.code, details: thrown.details } };
  }
};
