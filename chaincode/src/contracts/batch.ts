// SPDX-License-Identifier: Apache-2.0
import type { Context } from 'fabric-contract-api';
import { BatchMemory } from '../ledger/batchMemory';
import { canonicalJson } from '../protocol/canonicalJson';
import { batchCommands, MAX_BATCH_BYTES } from '../protocol/schemas/batch';
import type { BatchCommand, BatchFilingAnswer, BatchOutcome } from '../protocol/schemas/batch';
import type { CommandAnswer } from '../protocol/schemas/answers';
import { filing as filingSchema } from '../protocol/schemas/filing';
import { validated } from '../protocol/schemas/validate';
import { submitCase } from './caseStep';
import { readRequest } from './request';
import { outcomeOf } from './partOutcome';
import { openCall } from './submission';
import type { Call } from './submission';

type Line = BatchCommand<'submitBatch'>['lines'][number];

/** What a batch is being filed into: its call, and what its lines were answered before. */
interface Filing {
  readonly call: Call;
  readonly idempotencyKey: string;
  readonly memory: BatchMemory;
}

const fileLine = async (
  { line, filing: given }: Line,
  { call, idempotencyKey, memory }: Filing,
): Promise<BatchOutcome> =>
  outcomeOf(call, async (part) => {
    const filing = validated(filingSchema, given);
    const request = { name: 'application:submit', command: { filing } };
    const earlier = await memory.earlierAnswer(call.ledger, line, request);
    // What stands under the line is what this same request was answered.
    if (earlier !== undefined) return earlier as unknown as CommandAnswer;
    const answer = await submitCase({ idempotencyKey, filing }, { ...part, line });
    await memory.remember(call.ledger, line, { request, answer });
    return answer;
  });

/**
 * Files up to 200 applications in one transaction, each as a case of its own. A line that has been filed under the
 * batch's key before gives the answer it gave then, in whatever company it comes again.
 *
 * @returns a result for each line, in their order, as canonical JSON
 */
export const submitBatch = async (context: Context, request: string): Promise<string> => {
  const call = openCall(context);
  const { idempotencyKey, lines } = readRequest(batchCommands.submitBatch, request, MAX_BATCH_BYTES);
  const results: BatchFilingAnswer['results'][number][] = [];
  const memory = new BatchMemory({ identityKey: call.actor.identityKey, key: idempotencyKey });
  for (const line of lines) {
    results.push({ line: line.line, ...(await fileLine(line, { call, idempotencyKey, memory })) });
  }
  memory.keep(call.ledger);
  await call.ledger.flush();
  return canonicalJson({ results });
};
