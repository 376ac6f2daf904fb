// SPDX-License-Identifier: Apache-2.0
import { Context, Returns, Transaction } from 'fabric-contract-api';
import type { z } from 'zod';
import { objectionSteps } from '../domain/objections/allowed';
import { maySeeObjection } from '../domain/relation';
import { recordKey } from '../ledger/keys';
import { canonicalJson } from '../protocol/canonicalJson';
import { RegistryError } from '../protocol/errors';
import { caseCommands, queries } from '../protocol/schemas/commands';
import type { CaseCommand } from '../protocol/schemas/commands';
import type { ObjectionStep } from '../protocol/schemas/objectionCommands';
import type { CaseState, ObjectionAnswer, ObjectionRecord } from '../protocol/schemas/records';
import { checkMandate } from './caseFacts';
import { readCase, takeStep } from './caseStep';
import { RegistryContract } from './registryContract';
import { readRequest } from './request';
import { openCall, submitOnce } from './submission';

const answerOf = (objection: ObjectionRecord, state: CaseState): ObjectionAnswer => ({
  objectionNo: objection.objectionNo,
  caseId: objection.caseId,
  noticeNo: objection.noticeNo,
  status: objection.status,
  state,
  eventSeq: objection.eventSeq,
  eventHash: objection.lastEventHash,
  ...(objection.deadline.at !== undefined && { deadlineAt: objection.deadline.at }),
});

/** A transaction for a command about one objection: its answer tells of that one, not of its case. */
const step = (context: Context, name: ObjectionStep, request: string): Promise<string> => {
  const schema: z.ZodType<CaseCommand<ObjectionStep>> = caseCommands[name];
  return submitOnce(context, { name: `objection:${name}`, schema, request }, async (command, call) => {
    const { record, objections } = await takeStep(name, command, call);
    const [first] = objections;
    if (first === undefined) throw new RegistryError('INTERNAL', { reason: 'a step without its objection' });
    return answerOf(first, record.state);
  });
};

/** Objections: raised by others than the applicant, answered, withdrawn, decided. */
export class ObjectionContract extends RegistryContract {
  constructor() {
    super('objection');
  }

  @Transaction()
  @Returns('string')
  raiseObjection(context: Context, request: string): Promise<string> {
    return step(context, 'raiseObjection', request);
  }

  @Transaction()
  @Returns('string')
  replyToObjection(context: Context, request: string): Promise<string> {
    return step(context, 'replyToObjection', request);
  }

  @Transaction()
  @Returns('string')
  withdrawObjection(context: Context, request: string): Promise<string> {
    return step(context, 'withdrawObjection', request);
  }

  @Transaction()
  @Returns('string')
  decideObjection(context: Context, request: string): Promise<string> {
    return step(context, 'decideObjection', request);
  }

  /** A stranger learns nothing, not even whether there is such an objection. */
  @Transaction(false)
  @Returns('string')
  async read(context: Context, request: string): Promise<string> {
    const call = openCall(context);
    const { objectionNo } = readRequest(queries.readObjection, request);
    await checkMandate(call);
    const record = await call.ledger.get<ObjectionRecord>(recordKey('objection', objectionNo));
    if (record === undefined) throw new RegistryError('ACCESS_DENIED', { objectionNo });
    const ofCase = await readCase(call, record.caseId);
    if (!maySeeObjection(record, ofCase, call.actor)) throw new RegistryError('ACCESS_DENIED', { objectionNo });
    return canonicalJson({ record, allowed: objectionSteps(record, ofCase, call) });
  }
}
