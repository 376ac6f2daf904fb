// SPDX-License-Identifier: Apache-2.0
import {
  certificateNumber,
  RECOGNITION_STATES,
  recognitionForms,
  recognitionNo,
  uscc,
} from '@registry/chaincode/protocol';
import type { JsonObject, JsonValue } from '@registry/chaincode/protocol';
import { recognitionSteps } from '@registry/chaincode/replay';
import { z } from 'zod';
import type { Database } from '../../database/openDatabase';
import { callerIn, callerOf } from '../../http/requestContext';
import type { Caller } from '../../http/requestContext';
import { parseBody, parseParam, parseQuery } from '../../http/validate';
import { atHeight } from '../../listing/atHeight';
import { pageFields, pageOf, planPage } from '../../listing/page';
import { givenFilters } from '../../listing/registerViews';
import { areOwnCommitments } from '../../projections/ownCommitments';
import type { Handler } from '../../routing/operation';
import { submitCommand } from '../../routing/submitCommand';
import type { CommandDeps } from '../../routing/submitCommand';
import type { Sealing } from '../../sealing/port';
import { concerns, findRecognition, readRecognitions } from './read';
import type { RecognitionRow } from './read';
import { viewRecognition } from './views';

export interface RecognitionsDeps extends CommandDeps {
  readonly database: Database;
  readonly sealing: Sealing;
}

export const recognitionsQuery = z.strictObject({
  ...pageFields,
  number: certificateNumber.optional(),
  registry: uscc.optional().describe('Only those asked of this registry'),
  state: z.enum(RECOGNITION_STATES).optional(),
  sort: z.enum(['requestedAt', '-requestedAt']).default('-requestedAt'),
});

/** GET /recognitions: those that concern the caller. */
export const listRecognitions =
  ({ database }: RecognitionsDeps): Handler =>
  async (req, res) => {
    const caller = callerIn(req);
    const query = parseQuery(recognitionsQuery, req);
    const order = { column: 'r.requested_at', key: 'r.recognition_no', descending: query.sort.startsWith('-') };
    const plan = planPage({ list: 'recognitions', ...givenFilters(query) }, order, query);
    const { blockHeight, result } = await atHeight(database, (snapshot) =>
      readRecognitions(snapshot, { caller, filters: query, plan }),
    );
    const place = (row: RecognitionRow): { value: string; key: string } => ({
      value: row.requested_at,
      key: row.recognition_no,
    });
    res.json({ ...pageOf(plan, result, viewRecognition, place), blockHeight });
  };

/** The record, with its words where they are its own; nothing of it for a stranger. */
const recordFor = async (
  { database, sealing }: RecognitionsDeps,
  caller: Caller | undefined,
  row: RecognitionRow,
): Promise<{ record?: JsonValue }> => {
  if (caller === undefined || !concerns(caller, row)) return {};
  const record = row.record as unknown as JsonValue;
  const isOwn = await areOwnCommitments(database, row.recognition_no, record);
  return { record: isOwn ? await sealing.reveal(record) : record };
};

/** GET /recognitions/{recognitionNo} */
export const readRecognition =
  (deps: RecognitionsDeps): Handler =>
  async (req, res) => {
    const number = parseParam(recognitionNo, req, 'recognitionNo');
    const { blockHeight, result: row } = await atHeight(deps.database, (snapshot) => findRecognition(snapshot, number));
    res.json({
      summary: viewRecognition(row),
      ...(await recordFor(deps, callerOf(req), row)),
      possible: recognitionSteps(row.record),
      transactionId: row.transaction_id,
      blockNumber: row.block_number,
      blockHeight,
    });
  };

/** POST /recognitions */
export const requestRecognition =
  (deps: RecognitionsDeps): Handler =>
  async (req, res) => {
    const form = parseBody(recognitionForms.request, req);
    const answer = await submitCommand(deps, req, { contract: 'recognition', transaction: 'request', form });
    res
      .status(201)
      .location(`/api/v1/recognitions/${answer['recognitionNo'] as string}`)
      .json(answer);
  };

export type RecognitionStep = Exclude<keyof typeof recognitionForms, 'request'>;

const POINTERS: Readonly<Record<RecognitionStep, readonly string[]>> = {
  verify: ['/points/description/finding', '/points/source/finding', '/points/rights/finding'],
  decide: ['/reason'],
  appeal: ['/statement'],
  decideAppeal: ['/reason'],
};

/** POST /recognitions/{recognitionNo}/{step}: whether it may be taken now is for the ledger to decide. */
export const takeRecognitionStep =
  (transaction: RecognitionStep, deps: RecognitionsDeps): Handler =>
  async (req, res) => {
    const number = parseParam(recognitionNo, req, 'recognitionNo');
    const said = parseBody(recognitionForms[transaction] as z.ZodType<JsonObject>, req);
    const form = { recognitionNo: number, ...said };
    const pointers = POINTERS[transaction];
    res.json(await submitCommand(deps, req, { contract: 'recognition', transaction, form, pointers }));
  };
