// SPDX-License-Identifier: Apache-2.0
import type { Context } from 'fabric-contract-api';
import { canonicalJson } from '../protocol/canonicalJson';
import { batchCommands, MAX_BATCH_BYTES } from '../protocol/schemas/batch';
import type { BatchCommand, BatchFilingAnswer, BatchOutcome } from '../protocol/schemas/batch';
import { filing as filingSchema } from '../protocol/schemas/filing';
import { validated } from '../protocol/schemas/validate';
import { submitCase } from './caseStep';
import { readRequest } from './request';
import { outcomeOf } from './partOutcome';
import { answerOnce, openCall } from './submission';
import type { Call } from './submission';

type Line = BatchCommand<'submitBatch'>['lines'][number];

/** No single command can have this key: what callers choose has no such character. */
const lineKey = (batchKey: string, line: number): string => `${batchKey}/${line}`;

const fileLine = (batchKey: string, { line, filing: given }: Line, call: Call): Promise<BatchOutcome> =>
  outcomeOf(call, async (part) => {
    const filing = validated(filingSchema, given);
    const key = lineKey(batchKey, line);
    const request = { name: 'application:submit', command: { filing } };
    return answerOnce(part, { key, request }, () =>
      submitCase({ idempotencyKey: batchKey, filing }, { ...part, line }),
    );
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
  for (const line of lines) results.push({ line: line.line, ...(await fileLine(idempotencyKey, line, call)) });
  await call.ledger.flush();
  return canonicalJson({ results });
};
