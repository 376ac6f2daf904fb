// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import type { JsonObject, JsonValue } from '../json/values';
import type { ErrorCode } from '../errors';
import type { CommandAnswer } from './answers';
import { signaturesByCase } from './certificateKeys';
import { caseId, idempotencyKey } from './primitives';

/** The most filings, or cases to grant, in one transaction. */
export const MAX_BATCH_SIZE = 200;
/** The most filings under one idempotency key. */
export const MAX_BATCH_LINES = 10_000;
/** So many lines in a row are remembered under one key: two transactions at once had better not share such a run. */
export const BATCH_RUN = 20;
/**
 * The largest request of a batch, in bytes. A filing stands in its transaction about three times (request, case, event),
 * and an orderer takes transactions of up to 10 MiB.
 */
export const MAX_BATCH_BYTES = 2_000_000;

const isAscending = (lines: readonly { readonly line: number }[]): boolean => {
  let last = 0;
  return lines.every(({ line }) => {
    const isLater = line > last;
    last = line;
    return isLater;
  });
};

const batchLine = z.strictObject({
  line: z.int().min(1).max(MAX_BATCH_LINES),
  /** Checked by itself, so that one bad filing does not spoil the others. */
  filing: z.custom<JsonValue>(),
});

const grants = {
  caseIds: z
    .array(caseId)
    .min(1)
    .max(MAX_BATCH_SIZE)
    .refine((ids) => new Set(ids).size === ids.length, 'must not name a case twice'),
  /** By case, as in a single grant: the cases with contradicting registered claims that the decider has looked at. */
  conflictsConsidered: z.record(caseId, z.array(caseId).max(40)).optional(),
};

interface Grants {
  readonly caseIds: readonly string[];
  readonly conflictsConsidered?: Readonly<Record<string, readonly string[]>> | undefined;
}

const considersItsCases = ({ caseIds, conflictsConsidered = {} }: Grants): boolean =>
  Object.keys(conflictsConsidered).every((caseId) => caseIds.includes(caseId));

const ABOUT_ITS_CASES = { path: ['conflictsConsidered'], message: 'must be about the cases of this batch' };

/** What a person sends to grant several certificates. */
export const batchGrantForm = z.strictObject(grants).refine(considersItsCases, ABOUT_ITS_CASES);

/** Many commands in one transaction, each with a result of its own. */
export const batchCommands = {
  /** Lines of a batch: the key is the whole batch's, so that each line is filed once however often it is sent. */
  submitBatch: z.strictObject({
    idempotencyKey,
    lines: z.array(batchLine).min(1).max(MAX_BATCH_SIZE).refine(isAscending, 'must be in the order of their lines'),
  }),
  grantBatch: z
    .strictObject({ idempotencyKey, ...grants, signatures: signaturesByCase.optional() })
    .refine(considersItsCases, ABOUT_ITS_CASES),
} as const;

export type BatchCommandName = keyof typeof batchCommands;
export type BatchCommand<N extends BatchCommandName> = z.infer<(typeof batchCommands)[N]>;
export const BATCH_COMMANDS = Object.keys(batchCommands) as BatchCommandName[];

/** Why one part of a batch was refused, in the words in which it would have been refused alone. */
export type BatchRefusal = { readonly code: ErrorCode; readonly details: JsonObject };
/** What came of one part of a batch. */
export type BatchOutcome<A = CommandAnswer> = { readonly answer: A } | { readonly refusal: BatchRefusal };

export type BatchFilingAnswer = { readonly results: readonly ({ readonly line: number } & BatchOutcome)[] };
export type BatchGrantAnswer = { readonly results: readonly ({ readonly caseId: string } & BatchOutcome)[] };
