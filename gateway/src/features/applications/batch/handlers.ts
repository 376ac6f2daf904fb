// SPDX-License-Identifier: Apache-2.0
import { once } from 'node:events';
import {
  BATCH_RUN,
  batchGrantForm,
  MAX_BATCH_LINES,
  MAX_BATCH_SIZE,
  RegistryError,
} from '@registry/chaincode/protocol';
import type { BatchGrantAnswer, JsonObject } from '@registry/chaincode/protocol';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import { GatewayError } from '../../../http/gatewayError';
import { problemOf } from '../../../http/problem';
import { callerIn } from '../../../http/requestContext';
import { requestIdOf } from '../../../http/requestId';
import { idempotencyKeyOf, parseBody } from '../../../http/validate';
import { LedgerRefusal } from '../../../ledger/errors';
import type { Handler } from '../../../routing/operation';
import { fileChunk, MAX_LINE_BYTES } from './fileChunk';
import type { BatchDeps, LineResult } from './fileChunk';
import { chunksOf, inOrder, ndjsonLines } from './ndjson';
import type { RawLine } from './ndjson';
import { findPlaces, placed } from './places';

export const NDJSON = 'application/x-ndjson';

/** Transactions under way for one batch: one is executed while another is validated. */
const AT_ONCE = 2;
const CHUNK_BYTES = 1_000_000;
/** A connection on which nothing moves for so long, in milliseconds, is cut. */
const IDLE_MS = 60_000;

/** The first line too many is answered; what follows is not even read. */
async function* upToLimit(lines: AsyncIterable<RawLine>): AsyncGenerator<RawLine> {
  for await (const line of lines) {
    yield line;
    if (line.line > MAX_BATCH_LINES) return;
  }
}

const brokeOff = (cause?: unknown): GatewayError =>
  new GatewayError('BAD_REQUEST', { reason: 'the connection broke off' }, { cause });

const outcomeOf = (error: unknown, { req }: Response): JsonObject & { readonly status: number } => {
  const { body, status } = problemOf(error, `urn:uuid:${requestIdOf(req)}`);
  return { ...body, status };
};

const resultLine = ({ line, answer, error }: LineResult, res: Response): JsonObject & { readonly status: number } =>
  answer === undefined ? { line, ...outcomeOf(error, res) } : { line, status: 201, ...answer };

/** Waits until the reader has taken what was written before. */
const write = async (res: Response, text: string): Promise<void> => {
  if (res.destroyed) throw brokeOff();
  if (!res.write(text)) await Promise.race([once(res, 'drain'), once(res, 'close')]);
};

/** A body that breaks off is nobody's fault here: what has been filed stays, and the sender goes on from there. */
async function* receive(req: Request): AsyncGenerator<Buffer> {
  try {
    // Not destroyed when we stop reading: the answer has to go out by the same connection.
    for await (const part of req.iterator({ destroyOnReturn: false })) yield part as Buffer;
  } catch (cause) {
    throw brokeOff(cause);
  }
}

const streamOf = (req: Request): AsyncIterable<Buffer> => {
  const isPlain = req.is(NDJSON) !== false && req.get('content-encoding') === undefined;
  if (!isPlain) throw new GatewayError('UNSUPPORTED_MEDIA_TYPE', { allowed: [NDJSON] });
  req.setTimeout(IDLE_MS, () => req.destroy());
  return receive(req);
};

/** The last block that a line of some was written in; 0 where none was. */
const lastBlockOf = (results: readonly LineResult[]): number =>
  Math.max(0, ...results.map(({ answer }) => Number(answer?.['blockNumber'] ?? 0)));

/**
 * The answer ends once what it tells of can be read here. What is ours to mend is thrown for the log once it is out; to
 * the sender it is one line's result.
 */
const answerAll = async (
  { projector, readYourWritesMs }: BatchDeps,
  res: Response,
  chunks: AsyncIterable<readonly LineResult[]>,
): Promise<void> => {
  const failed: unknown[] = [];
  let lastBlock = 0;
  for await (const results of chunks) {
    lastBlock = Math.max(lastBlock, lastBlockOf(results));
    const lines = results.map((result) => resultLine(result, res));
    failed.push(...results.filter((_, index) => lines[index]?.status === 500).map(({ error }) => error));
    await write(res, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  }
  await projector.waitFor(lastBlock, readYourWritesMs);
  await new Promise<void>((resolve) => res.end(resolve));
  if (failed.length > 0) throw new Error(`${String(failed.length)} lines of a batch failed`, { cause: failed[0] });
};

/** POST /applications/batch: answers each line as soon as it and those before it are decided. */
export const submitApplications =
  (deps: BatchDeps): Handler =>
  async (req, res) => {
    const batch = { caller: callerIn(req), idempotencyKey: idempotencyKeyOf(req) };
    const lines = upToLimit(ndjsonLines(streamOf(req), MAX_LINE_BYTES));
    const chunks = chunksOf(lines, { lines: MAX_BATCH_SIZE, bytes: CHUNK_BYTES, run: BATCH_RUN });
    res.status(200).type(NDJSON);
    try {
      await answerAll(
        deps,
        res,
        inOrder(chunks, AT_ONCE, (chunk) => fileChunk(deps, batch, chunk)),
      );
    } finally {
      req.resume().setTimeout(0);
    }
  };

/** POST /applications/batch-grant */
export const grantApplications =
  (deps: BatchDeps): Handler =>
  async (req, res) => {
    const caller = callerIn(req);
    const idempotencyKey = idempotencyKeyOf(req);
    const { caseIds, conflictsConsidered } = parseBody(
      batchGrantForm as z.ZodType<z.infer<typeof batchGrantForm>>,
      req,
    );
    const form = { caseIds, ...(conflictsConsidered && { conflictsConsidered }) };
    const command = { contract: 'application', transaction: 'grantBatch', form, pointers: [], caller, idempotencyKey };
    const committed = await deps.sealing.submitSealed(command);
    const { blockNumber, transactionId } = committed;
    await deps.projector.waitFor(blockNumber, deps.readYourWritesMs);
    const outcomes = (committed.answer as unknown as BatchGrantAnswer).results;
    const answers = outcomes.flatMap((one) => ('answer' in one ? [one.answer] : []));
    const found = await findPlaces(deps, answers, committed);
    const results = outcomes.map(({ caseId, ...outcome }) => {
      if ('answer' in outcome) return { status: 200, ...placed(outcome.answer, committed, found) };
      const refusal = new LedgerRefusal(new RegistryError(outcome.refusal.code, outcome.refusal.details));
      return { caseId, ...outcomeOf(refusal, res) };
    });
    res.json({ results, transactionId, blockNumber });
  };
