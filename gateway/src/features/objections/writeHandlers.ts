// SPDX-License-Identifier: Apache-2.0
import { commandForms, noticeNo, objectionNo } from '@registry/chaincode/protocol';
import type { JsonObject, ObjectionAnswer, ObjectionStep } from '@registry/chaincode/protocol';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import { GatewayError } from '../../http/gatewayError';
import { callerIn } from '../../http/requestContext';
import { idempotencyKeyOf, parseBody, parseParam } from '../../http/validate';
import type { Committed } from '../../ledger/port';
import { findPlace } from '../../listing/place';
import type { Handler } from '../../routing/operation';
import { clearStep, documentsOfStep } from './clearSteps';
import type { ObjectionsDeps } from './deps';
import { caseOfNotice, seeObjection } from './read';

const submit = async (
  deps: ObjectionsDeps,
  req: Request,
  { name, place }: { readonly name: ObjectionStep; readonly place: JsonObject },
): Promise<Committed> => {
  const caller = callerIn(req);
  const idempotencyKey = idempotencyKeyOf(req);
  const form: unknown = parseBody(commandForms[name] as z.ZodType, req);
  const found = await deps.findDocuments(caller, documentsOfStep(name, form));
  const request = clearStep({ name, form }, place, found);
  return deps.sealing.submitSealed({ contract: 'objection', transaction: name, caller, idempotencyKey, ...request });
};

/** Answers once this gateway's own reads show what was written, with the transaction that wrote it. */
const answer = async (deps: ObjectionsDeps, res: Response, committed: Committed): Promise<void> => {
  const { transactionId, blockNumber, hasEvents } = committed;
  const given = committed.answer as unknown as ObjectionAnswer;
  await deps.projector.waitFor(blockNumber, deps.readYourWritesMs);
  const { objectionNo: recordId, eventSeq } = given;
  const place =
    hasEvents === true ? undefined : await findPlace(deps.database, { recordType: 'objection', recordId, eventSeq });
  res.json({ ...given, transactionId, blockNumber, ...place });
};

/** POST /notices/{noticeNo}/objections */
export const raiseObjection =
  (deps: ObjectionsDeps): Handler =>
  async (req, res) => {
    const number = parseParam(noticeNo, req, 'noticeNo');
    const caseId = await caseOfNotice(deps.database, number);
    if (caseId === undefined) throw new GatewayError('NOT_FOUND');
    const committed = await submit(deps, req, { name: 'raiseObjection', place: { caseId, noticeNo: number } });
    const given = committed.answer as unknown as ObjectionAnswer;
    res.status(201).location(`/api/v1/objections/${given.objectionNo}`);
    await answer(deps, res, committed);
  };

/** The words at an objection's own address, and the commands that they stand for. */
export const STEP_OF_WORD = {
  reply: 'replyToObjection',
  withdraw: 'withdrawObjection',
  decide: 'decideObjection',
} as const satisfies Readonly<Record<string, ObjectionStep>>;
export type StepWord = keyof typeof STEP_OF_WORD;
export const STEP_WORDS = Object.keys(STEP_OF_WORD) as [StepWord, ...StepWord[]];

const wordIn = (word: unknown): StepWord => {
  const known = STEP_WORDS.find((one) => one === word);
  if (known === undefined) throw new GatewayError('NOT_FOUND', { commands: [...STEP_WORDS] });
  return known;
};

/** POST /objections/{objectionNo}/{step}: whether it may be given now is for the ledger to decide. */
export const takeObjectionStep =
  (deps: ObjectionsDeps): Handler =>
  async (req, res) => {
    const number = parseParam(objectionNo, req, 'objectionNo');
    const name = STEP_OF_WORD[wordIn(req.params['step'])];
    const row = await seeObjection(deps.database, callerIn(req), number);
    const place = { caseId: row.case_id, objectionNo: number };
    await answer(deps, res, await submit(deps, req, { name, place }));
  };
