// SPDX-License-Identifier: Apache-2.0
import { Context, Returns, Transaction } from 'fabric-contract-api';
import { isParty, maySee } from '../domain/relation';
import { allowedCommands } from '../domain/transition';
import { canonicalJson } from '../protocol/canonicalJson';
import { seenByParty } from '../protocol/claimSight';
import { RegistryError } from '../protocol/errors';
import { caseCommands, queries } from '../protocol/schemas/commands';
import { submitBatch } from './batch';
import { checkMandate } from './caseFacts';
import { readCase, submitCase } from './caseStep';
import { step } from './caseTransaction';
import { grant, grantBatch, prepareGrant, prepareGrantBatch } from './grant';
import { readRequest } from './request';
import { ReviewTransactions } from './reviewTransactions';
import { openCall, submitOnce } from './submission';

/** Applications: a transaction for each command on a case, and the reading of one. */
export class ApplicationContract extends ReviewTransactions {
  constructor() {
    super('application');
  }

  @Transaction()
  @Returns('string')
  submit(context: Context, request: string): Promise<string> {
    const name = 'application:submit';
    return submitOnce(context, { name, schema: caseCommands.submit, request }, submitCase);
  }

  @Transaction()
  @Returns('string')
  submitBatch(context: Context, request: string): Promise<string> {
    return submitBatch(context, request);
  }

  @Transaction()
  @Returns('string')
  grantBatch(context: Context, request: string): Promise<string> {
    return grantBatch(context, request);
  }

  @Transaction()
  @Returns('string')
  requestCorrection(context: Context, request: string): Promise<string> {
    return step(context, 'requestCorrection', request);
  }

  @Transaction()
  @Returns('string')
  supplyCorrection(context: Context, request: string): Promise<string> {
    return step(context, 'supplyCorrection', request);
  }

  @Transaction()
  @Returns('string')
  proposeRefusal(context: Context, request: string): Promise<string> {
    return step(context, 'proposeRefusal', request);
  }

  @Transaction()
  @Returns('string')
  refuse(context: Context, request: string): Promise<string> {
    return step(context, 'refuse', request);
  }

  @Transaction()
  @Returns('string')
  lapse(context: Context, request: string): Promise<string> {
    return step(context, 'lapse', request);
  }

  @Transaction()
  @Returns('string')
  deemAccepted(context: Context, request: string): Promise<string> {
    return step(context, 'deemAccepted', request);
  }

  @Transaction()
  @Returns('string')
  accept(context: Context, request: string): Promise<string> {
    return step(context, 'accept', request);
  }

  @Transaction()
  @Returns('string')
  terminate(context: Context, request: string): Promise<string> {
    return step(context, 'terminate', request);
  }

  @Transaction()
  @Returns('string')
  reject(context: Context, request: string): Promise<string> {
    return step(context, 'reject', request);
  }

  @Transaction()
  @Returns('string')
  publishNotice(context: Context, request: string): Promise<string> {
    return step(context, 'publishNotice', request);
  }

  @Transaction()
  @Returns('string')
  closeNotice(context: Context, request: string): Promise<string> {
    return step(context, 'closeNotice', request);
  }

  @Transaction()
  @Returns('string')
  recordObjectionOverdue(context: Context, request: string): Promise<string> {
    return step(context, 'recordObjectionOverdue', request);
  }

  @Transaction()
  @Returns('string')
  supplyAmendment(context: Context, request: string): Promise<string> {
    return step(context, 'supplyAmendment', request);
  }

  @Transaction()
  @Returns('string')
  failNotice(context: Context, request: string): Promise<string> {
    return step(context, 'failNotice', request);
  }

  @Transaction()
  @Returns('string')
  grant(context: Context, request: string): Promise<string> {
    return grant(context, request);
  }

  @Transaction()
  @Returns('string')
  recomputeDeadline(context: Context, request: string): Promise<string> {
    return step(context, 'recomputeDeadline', request);
  }

  @Transaction()
  @Returns('string')
  withdraw(context: Context, request: string): Promise<string> {
    return step(context, 'withdraw', request);
  }

  @Transaction(false)
  @Returns('string')
  prepareGrant(context: Context, request: string): Promise<string> {
    return prepareGrant(context, request);
  }

  @Transaction(false)
  @Returns('string')
  prepareGrantBatch(context: Context, request: string): Promise<string> {
    return prepareGrantBatch(context, request);
  }

  @Transaction(false)
  @Returns('string')
  async read(context: Context, request: string): Promise<string> {
    const call = openCall(context);
    const { caseId } = readRequest(queries.readCase, request);
    await checkMandate(call);
    const record = await readCase(call, caseId);
    if (!maySee(record, call.actor)) throw new RegistryError('ACCESS_DENIED', { caseId });
    const shown = isParty(record, call.actor) ? seenByParty(record) : record;
    return canonicalJson({ record: shown, allowed: allowedCommands(record, call.actor, call.now) });
  }
}
