// SPDX-License-Identifier: Apache-2.0
import {
  applicationForm,
  canonicalJson,
  fromUtf8,
  MAX_BATCH_BYTES,
  MAX_BATCH_LINES,
  parseJson,
  RegistryError,
} from '@registry/chaincode/protocol';
import type {
  ApplicationForm,
  BatchFilingAnswer,
  BatchOutcome,
  JsonObject,
  JsonValue,
  NamedDocument,
} from '@registry/chaincode/protocol';
import type { z } from 'zod';
import { GatewayError } from '../../../http/gatewayError';
import type { Caller } from '../../../http/requestContext';
import { parseLine } from '../../../http/validate';
import { CommitUnknown, LedgerRefusal } from '../../../ledger/errors';
import type { Committed, LedgerPort } from '../../../ledger/port';
import { submitSettled } from '../../../ledger/submitSettled';
import type { ClearLine, SealedLine } from '../../../sealing/port';
import { clearApplication, documentsOfApplication } from '../clearCommands';
import type { ApplicationsDeps } from '../deps';
import { findDocuments } from '../documents';
import type { DocumentsDeps } from '../documents';
import { mayNameMaterials } from '../materialAccess';
import type { RawLine } from './ndjson';
import { findPlaces, placed } from './places';

export interface BatchDeps extends ApplicationsDeps {
  readonly ledger: Pick<LedgerPort, 'evaluate' | 'submit' | 'transaction'>;
}

/** Whose batch it is, and under which key. */
export interface Batch {
  readonly caller: Caller;
  readonly idempotencyKey: string;
}

/** What came of a line: the ledger's answer, or the error that it would have met alone. */
export interface LineResult {
  readonly line: number;
  readonly answer?: JsonObject;
  readonly error?: unknown;
}

/** The longest line, in bytes. */
export const MAX_LINE_BYTES = 262_144;
/** What a line takes in a transaction beside its filing. */
const LINE_FRAME = 64;
const REQUEST_FRAME = 512;

interface ReadLine {
  readonly line: number;
  readonly form: ApplicationForm;
  readonly named: readonly NamedDocument[];
}

const readLine = ({ line, bytes }: RawLine): ReadLine => {
  if (line > MAX_BATCH_LINES) throw new GatewayError('PAYLOAD_TOO_LARGE', { maxLines: MAX_BATCH_LINES });
  if (bytes === undefined) throw new GatewayError('PAYLOAD_TOO_LARGE', { maxLineBytes: MAX_LINE_BYTES });
  const form = parseLine(applicationForm as z.ZodType<ApplicationForm>, parseJson(fromUtf8(bytes), MAX_LINE_BYTES));
  return { line, form, named: documentsOfApplication(form) };
};

/** Does something with each line; what fails becomes the line's result. */
const eachLine = async <T extends { readonly line: number }, R>(
  lines: readonly T[],
  results: LineResult[],
  work: (line: T) => R | Promise<R>,
): Promise<R[]> => {
  const done: R[] = [];
  for (const one of lines) {
    try {
      done.push(await work(one));
    } catch (error) {
      results.push({ line: one.line, error });
    }
  }
  return done;
};

/** The documents that all lines name, looked up together. */
const lookUp = async (
  { database, vault }: BatchDeps,
  caller: Caller,
  lines: readonly ReadLine[],
): Promise<DocumentsDeps> => {
  const docIds = new Set(lines.flatMap(({ named }) => named.map(({ docId }) => docId)));
  const allowed = await mayNameMaterials(database, caller, [...docIds]);
  const found = new Map((await vault.findAll([...allowed])).map((material) => [material.docId, material]));
  return {
    mayNameMaterials: (_, wanted) => Promise.resolve(new Set(wanted.filter((docId) => allowed.has(docId)))),
    vault: { findAll: (wanted) => Promise.resolve(wanted.flatMap((docId) => found.get(docId) ?? [])) },
  };
};

const clearLines = async (
  deps: BatchDeps,
  { caller }: Batch,
  { lines, results }: { readonly lines: readonly ReadLine[]; readonly results: LineResult[] },
): Promise<ClearLine[]> => {
  const documents = await lookUp(deps, caller, lines);
  return eachLine(lines, results, async ({ line, form, named }) => {
    const found = await findDocuments(documents, caller, named);
    return { line, ...clearApplication(form, deps.registryUscc, found) };
  });
};

type LedgerLine = { readonly line: number; readonly filing: JsonValue; readonly isRepeated: boolean };

/** As many lines in each as one transaction takes. */
const transactionsOf = (lines: readonly LedgerLine[]): LedgerLine[][] => {
  const groups: LedgerLine[][] = [];
  let room = 0;
  for (const line of lines) {
    const size = Buffer.byteLength(canonicalJson(line.filing)) + LINE_FRAME;
    if (size > room) {
      groups.push([]);
      room = MAX_BATCH_BYTES - REQUEST_FRAME;
    }
    room -= size;
    groups.at(-1)?.push(line);
  }
  return groups;
};

const refusalOf = ({ refusal }: Extract<BatchOutcome, { refusal: unknown }>): LedgerRefusal =>
  new LedgerRefusal(new RegistryError(refusal.code, refusal.details));

/** A line that was here before may have been written by a transaction of that time. */
const resultsOf = async (
  deps: BatchDeps,
  committed: Committed,
  lines: readonly LedgerLine[],
): Promise<LineResult[]> => {
  const { results } = committed.answer as unknown as BatchFilingAnswer;
  const repeated = new Set(lines.filter(({ isRepeated }) => isRepeated).map(({ line }) => line));
  const before = results.flatMap((one) => ('answer' in one && repeated.has(one.line) ? [one.answer] : []));
  const found = await findPlaces(deps, before, committed);
  return results.map(({ line, ...outcome }) =>
    'answer' in outcome
      ? { line, answer: placed(outcome.answer, committed, found) }
      : { line, error: refusalOf(outcome) },
  );
};

/** What stops a whole transaction stops each of its lines: the sender sees which ones to send again. */
const submitLines = async (deps: BatchDeps, batch: Batch, lines: readonly LedgerLine[]): Promise<LineResult[]> => {
  const { caller, idempotencyKey } = batch;
  const request = { idempotencyKey, lines: lines.map(({ line, filing }) => ({ line, filing })) };
  const call = { identity: caller.identity, contract: 'application', transaction: 'submitBatch', request };
  try {
    return await resultsOf(deps, await submitSettled(deps.ledger, call), lines);
  } catch (error) {
    const numbers = lines.map(({ line }) => line);
    if (error instanceof CommitUnknown) await deps.sealing.noteUnknownLines(batch, numbers, error.transactionId);
    return numbers.map((line) => ({ line, error }));
  }
};

/** A line whose earlier transaction may still be committed is not sent. */
const ledgerLine = ({ line, form, isRepeated, problem }: SealedLine): LedgerLine => {
  if (form === undefined) throw new GatewayError('IDEMPOTENCY_KEY_REUSED');
  if (problem) throw problem;
  return { line, isRepeated, filing: form['filing'] ?? null };
};

/**
 * Files some lines of a batch.
 *
 * @returns a result for each, in their order
 */
export const fileChunk = async (deps: BatchDeps, batch: Batch, raw: readonly RawLine[]): Promise<LineResult[]> => {
  const results: LineResult[] = [];
  const read = await eachLine(raw, results, readLine);
  const lines = await clearLines(deps, batch, { lines: read, results });
  const sealed = await eachLine(await deps.sealing.sealLines({ ...batch, lines }), results, ledgerLine);
  for (const group of transactionsOf(sealed)) results.push(...(await submitLines(deps, batch, group)));
  return results.sort((one, other) => one.line - other.line);
};
