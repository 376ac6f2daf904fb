// SPDX-License-Identifier: Apache-2.0
import type { ApplicationForm, CommandAnswer, JsonObject } from '@registry/chaincode/protocol';
import type { Caller } from '../../http/requestContext';
import type { Committed } from '../../ledger/port';
import { findPlace } from '../../listing/place';
import { clearApplication, documentsOfApplication } from './clearCommands';
import type { ClearRequest } from './clearCommands';
import type { ApplicationsDeps } from './deps';
import { findDocuments } from './documents';
import type { DocumentsDeps } from './documents';
import { mayNameMaterials } from './materialAccess';

export const documentsDeps = ({ database, vault }: Pick<ApplicationsDeps, 'database' | 'vault'>): DocumentsDeps => ({
  vault,
  mayNameMaterials: (caller, docIds) => mayNameMaterials(database, caller, docIds),
});

/**
 * What an application becomes for the ledger, checked as far as this side can.
 *
 * @throws GatewayError VALIDATION_FAILED for documents; RegistryError RIGHT_NOT_ALLOWED_FOR_SOURCE
 */
export const clearFiling = async (
  deps: Pick<ApplicationsDeps, 'database' | 'vault' | 'registryUscc'>,
  caller: Caller,
  form: ApplicationForm,
): Promise<ClearRequest> => {
  const found = await findDocuments(documentsDeps(deps), caller, documentsOfApplication(form));
  return clearApplication(form, deps.registryUscc, found);
};

/**
 * The body of an answer, once this gateway's own reads show what was written, so that the next question of the caller
 * sees it. The transaction named is the one that wrote the event: a repeated request has one of its own, which wrote
 * nothing.
 */
export const answerOf = async (
  deps: Pick<ApplicationsDeps, 'database' | 'projector' | 'readYourWritesMs'>,
  committed: Committed,
): Promise<JsonObject> => {
  const { transactionId, blockNumber, hasEvents } = committed;
  const given = committed.answer as unknown as CommandAnswer;
  await deps.projector.waitFor(blockNumber, deps.readYourWritesMs);
  const place =
    hasEvents === true
      ? undefined
      : await findPlace(deps.database, { recordType: 'case', recordId: given.caseId, eventSeq: given.eventSeq });
  return { ...(given as unknown as JsonObject), transactionId, blockNumber, ...place };
};

/** Where a case is read. */
export const caseUrl = (answer: JsonObject): string => `/api/v1/applications/${answer['caseId'] as string}`;
