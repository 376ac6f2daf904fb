// SPDX-License-Identifier: Apache-2.0
import { applicationForm, CASE_COMMANDS, caseId, commandForms, OBJECTION_STEPS } from '@registry/chaincode/protocol';
import type { ApplicationForm, CaseCommandName } from '@registry/chaincode/protocol';
import type { z } from 'zod';
import { GatewayError } from '../../http/gatewayError';
import { callerIn } from '../../http/requestContext';
import type { Caller } from '../../http/requestContext';
import { idempotencyKeyOf, parseBody, parseParam } from '../../http/validate';
import type { Committed } from '../../ledger/port';
import type { Handler } from '../../routing/operation';
import type { ClearRequest, CommandName } from './clearCommands';
import { clearCommand, documentsOfCommand } from './clearCommands';
import type { ApplicationsDeps } from './deps';
import { findDocuments } from './documents';
import { answerOf, caseUrl, clearFiling, documentsDeps } from './filing';
import { seeCase } from './seeCase';

const isElsewhere = (name: CaseCommandName): boolean =>
  name === 'submit' || (OBJECTION_STEPS as readonly string[]).includes(name);

/** The commands that are given on a case; an application is submitted, and an objection dealt with, elsewhere. */
export const COMMAND_NAMES = CASE_COMMANDS.filter((name): name is CommandName => !isElsewhere(name));

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
    const request = await clearFiling(deps, caller, form);
    const committed = await submit(deps, { caller, idempotencyKey, transaction: 'submit', ...request });
    const answer = await answerOf(deps, committed);
    res.status(201).location(caseUrl(answer)).json(answer);
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
    const committed = await submit(deps, { caller, idempotencyKey, transaction: name, ...request });
    res.json(await answerOf(deps, committed));
  };
