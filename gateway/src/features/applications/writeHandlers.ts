// SPDX-License-Identifier: Apache-2.0
import { applicationForm, CASE_COMMANDS, caseId, commandForms, OBJECTION_STEPS } from '@registry/chaincode/protocol';
import type { ApplicationForm, CaseCommandName, CommandAnswer } from '@registry/chaincode/protocol';
import type { Response } from 'express';
import type { z } from 'zod';
import { GatewayError } from '../../http/gatewayError';
import { callerIn } from '../../http/requestContext';
import type { Caller } from '../../http/requestContext';
import { idempotencyKeyOf, parseBody, parseParam } from '../../http/validate';
import type { Committed } from '../../ledger/port';
import type { Handler } from '../../routing/operation';
import type { ClearRequest, CommandName } from './clearCommands';
import { clearApplication, clearCommand, documentsOfApplication, documentsOfCommand } from './clearCommands';
import type { ApplicationsDeps } from './deps';
import { findDocuments } from './documents';
import type { DocumentsDeps } from './documents';
import { mayNameMaterials } from './materialAccess';
import { findPlace } from './readCases';
import { seeCase } from './seeCase';

const isElsewhere = (name: CaseCommandName): boolean =>
  name === 'submit' || (OBJECTION_STEPS as readonly string[]).includes(name);

/** The commands that are given on a case; an application is submitted, and an objection dealt with, elsewhere. */
export const COMMAND_NAMES = CASE_COMMANDS.filter((name): name is CommandName => !isElsewhere(name));

const documentsDeps = ({ database, vault }: ApplicationsDeps): DocumentsDeps => ({
  vault,
  mayNameMaterials: (caller, docIds) => mayNameMaterials(database, caller, docIds),
});

/**
 * Answers once this gateway's own reads show what was written, so that the next question of the caller sees it. The
 * transaction named is the one that wrote the event: a repeated request has one of its own, which wrote nothing.
 */
const answer = async (deps: ApplicationsDeps, res: Response, committed: Committed): Promise<void> => {
  const { transactionId, blockNumber } = committed;
  const given = committed.answer as unknown as CommandAnswer;
  await deps.projector.waitFor(blockNumber, deps.readYourWritesMs);
  res.json({ ...given, transactionId, blockNumber, ...(await findPlace(deps.database, given)) });
};

interface Submission extends ClearRequest {
  readonly caller: Caller;
  readonly transaction: string;
  readonly idempotencyKey: string;
}

const submit = ({ sealing }: ApplicationsDeps, submission: Submission): Promise<Committed> =>
  sealing.submitSealed({ contract: 'application', ...submission });

/** POST /applications */
export const submitApplication =
  (deps: ApplicationsDeps): Handler =>
  async (req, res) => {
    const caller = callerIn(req);
    const idempotencyKey = idempotencyKeyOf(req);
    const form: ApplicationForm = parseBody(applicationForm as z.ZodType<ApplicationForm>, req);
    const found = await findDocuments(documentsDeps(deps), caller, documentsOfApplication(form));
    const request = clearApplication(form, deps.registryUscc, found);
    const committed = await submit(deps, { caller, idempotencyKey, transaction: 'submit', ...request });
    res.status(201).location(`/api/v1/applications/${(committed.answer as { caseId: string }).caseId}`);
    await answer(deps, res, committed);
  };

const commandIn = (name: unknown): CommandName => {
  const known = COMMAND_NAMES.find((one) => one === name);
  if (known === undefined) throw new GatewayError('NOT_FOUND', { commands: [...COMMAND_NAMES] });
  return known;
};

/** POST /applications/{caseId}/{command}: whether it may be given now is for the ledger to decide. */
export const giveCommand =
  (deps: ApplicationsDeps): Handler =>
  async (req, res) => {
    const caller = callerIn(req);
    const id = parseParam(caseId, req, 'caseId');
    const name = commandIn(req.params['command']);
    const idempotencyKey = idempotencyKeyOf(req);
    const { row } = await seeCase(deps.database, caller, id);
    const form: unknown = parseBody(commandForms[name] as z.ZodType, req);
    const found = await findDocuments(documentsDeps(deps), caller, documentsOfCommand(name, form));
    const request = clearCommand({ name, form }, row.record, found);
    await answer(deps, res, await submit(deps, { caller, idempotencyKey, transaction: name, ...request }));
  };
