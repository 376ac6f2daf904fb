// SPDX-License-Identifier: Apache-2.0
import { randomUUID } from 'node:crypto';
import { applicationForm, RegistryError } from '@registry/chaincode/protocol';
import type { ApplicationForm, JsonObject } from '@registry/chaincode/protocol';
import type { z } from 'zod';
import { GatewayError } from '../../../http/gatewayError';
import { problemOf } from '../../../http/problem';
import type { Caller } from '../../../http/requestContext';
import { parseLine } from '../../../http/validate';
import { LedgerRefusal } from '../../../ledger/errors';
import { seal } from '../../../sealing/seal';
import { clearFiling } from '../filing';
import type { ClearRequest } from '../clearCommands';
import type { DraftsDeps } from './deps';

/**
 * A draft as it is filed: the whole form, checked like one that comes without a draft.
 *
 * @throws GatewayError VALIDATION_FAILED; RegistryError RIGHT_NOT_ALLOWED_FOR_SOURCE
 */
export const readyDraft = (deps: DraftsDeps, caller: Caller, form: JsonObject): Promise<ClearRequest> =>
  clearFiling(deps, caller, parseLine(applicationForm as z.ZodType<ApplicationForm>, form));

/**
 * Lets the own peer carry out the filing and throws away what it would have written. The salts are thrown away with it,
 * and no orderer sees anything.
 */
const rehearse = async ({ ledger }: DraftsDeps, caller: Caller, { form, pointers }: ClearRequest): Promise<void> => {
  const request = { ...seal(form, pointers).sealed, idempotencyKey: randomUUID() };
  await ledger.evaluate({ identity: caller.identity, contract: 'application', transaction: 'submit', request });
};

const isRefusal = (error: unknown): boolean =>
  error instanceof GatewayError || error instanceof RegistryError || error instanceof LedgerRefusal;

/**
 * What filing a draft now would be refused for, by the same checks in the same order.
 *
 * @param instance - names this occurrence in the problem
 * @returns the problem, or undefined where it would be taken
 * @throws LedgerUnavailable, LedgerBusy
 */
export const findRefusal = async (
  deps: DraftsDeps,
  { caller, form, instance }: { readonly caller: Caller; readonly form: JsonObject; readonly instance: string },
): Promise<JsonObject | undefined> => {
  try {
    await rehearse(deps, caller, await readyDraft(deps, caller, form));
    return undefined;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return problemOf(error, instance).body;
  }
};
