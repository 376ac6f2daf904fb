// SPDX-License-Identifier: Apache-2.0
import type { Context } from 'fabric-contract-api';
import type { z } from 'zod';
import { actorOf } from '../access/actor';
import { readCreator } from '../access/creator';
import { timelyNow } from '../access/timeGuard';
import { earlierAnswer, rememberAnswer } from '../ledger/idempotency';
import type { KeyedRequest } from '../ledger/idempotency';
import { UnitOfWork } from '../ledger/unitOfWork';
import { canonicalJson } from '../protocol/canonicalJson';
import type { JsonInput } from '../protocol/canonicalJson';
import type { Person } from '../protocol/schemas/records';
import { readRequest } from './request';

/** A call by a person of the procedure. */
export interface Call {
  readonly actor: Person;
  /** The transaction's time, in milliseconds since 1970. */
  readonly now: number;
  readonly txId: string;
  readonly channel: string;
  /** Of a filing in a batch: its line. */
  readonly line?: number;
  readonly ledger: UnitOfWork;
}

export const openCall = ({ stub }: Context): Call => ({
  actor: actorOf(readCreator(stub)),
  now: timelyNow(stub),
  txId: stub.getTxID(),
  channel: stub.getChannelID(),
  ledger: new UnitOfWork(stub),
});

/**
 * The answer to a request under its key: the one given before, or else the one that the work gives now.
 *
 * @throws RegistryError IDEMPOTENCY_KEY_REUSED where the key stood for another request
 */
export const answerOnce = async <A extends JsonInput>(
  { actor, ledger }: Call,
  request: Omit<KeyedRequest, 'identityKey'>,
  work: () => Promise<A>,
): Promise<A> => {
  const keyed = { identityKey: actor.identityKey, ...request };
  const earlier = await earlierAnswer(ledger, keyed);
  // What stands under the key is what this same request was answered.
  if (earlier !== undefined) return earlier as A;
  const answer = await work();
  rememberAnswer(ledger, keyed, answer);
  return answer;
};

interface Submission<C> {
  /** Contract and transaction, as `application:submit`. */
  readonly name: string;
  readonly schema: z.ZodType<C>;
  readonly request: string;
  /** What makes it the same request, where that is not the whole command. */
  readonly sameness?: (command: C) => JsonInput;
}

/**
 * Carries out a command once: repeated under its key it gives the first answer and writes nothing, and a failing one
 * writes nothing either.
 *
 * @param work - puts its writes into the call's unit of work
 * @returns the answer as canonical JSON
 */
export const submitOnce = async <C extends JsonInput & { readonly idempotencyKey: string }>(
  context: Context,
  { name, schema, request, sameness = (command): JsonInput => command }: Submission<C>,
  work: (command: C, call: Call) => Promise<JsonInput>,
): Promise<string> => {
  const call = openCall(context);
  const command = readRequest(schema, request);
  const answer = await answerOnce(
    call,
    { key: command.idempotencyKey, request: { name, command: sameness(command) } },
    () => work(command, call),
  );
  await call.ledger.flush();
  return canonicalJson(answer);
};
