// SPDX-License-Identifier: Apache-2.0
import { RegistryError } from '@registry/chaincode/protocol';
import type { JsonObject } from '@registry/chaincode/protocol';
import { claimDraft, releaseDraft, settleDraft } from '../../../drafts/draftFiling';
import type { Claim } from '../../../drafts/draftFiling';
import type { SeenDraft } from '../../../drafts/draftStore';
import { GatewayError } from '../../../http/gatewayError';
import type { Caller } from '../../../http/requestContext';
import { CommitFailed, LedgerBusy, LedgerRefusal, LedgerUnavailable } from '../../../ledger/errors';
import type { Committed } from '../../../ledger/port';
import { answerOf } from '../filing';
import type { DraftsDeps } from './deps';
import { readyDraft } from './findings';

/** Whose draft is to be filed, in which version, and under which Idempotency-Key. */
export interface DraftFiling {
  readonly caller: Caller;
  readonly seen: SeenDraft;
  readonly idempotencyKey: string;
}

type OpenClaim = Exclude<Claim, { readonly filed: JsonObject }>;

/** The ledger's own word that nothing was written under this key. */
const isDenied = (error: unknown): boolean => error instanceof LedgerRefusal || error instanceof CommitFailed;

/** Known to have stopped before anything was sent. */
const isUnsent = (error: unknown): boolean =>
  [GatewayError, RegistryError, LedgerBusy, LedgerUnavailable].some((one) => error instanceof one);

/**
 * Whether nothing of this draft can stand on the ledger after all. While an earlier attempt is open, that this one was
 * not sent says nothing of that one.
 */
const hasFailed = (error: unknown, { isFirst }: OpenClaim): boolean => isDenied(error) || (isFirst && isUnsent(error));

const send = async (deps: DraftsDeps, { caller, seen }: DraftFiling, claim: OpenClaim): Promise<Committed> => {
  const { draft, filingKey } = claim;
  try {
    const request = await readyDraft(deps, caller, draft.form);
    const command = { contract: 'application', transaction: 'submit', caller, idempotencyKey: filingKey };
    return await deps.sealing.submitSealed({ ...command, ...request });
  } catch (error) {
    if (hasFailed(error, claim)) await releaseDraft(deps.drafts, seen, filingKey);
    throw error;
  }
};

/**
 * Files a draft, and forgets it once the ledger has it.
 *
 * @returns what the filing is answered, the first time and every further time under the same key
 * @throws GatewayError NOT_FOUND, DRAFT_CHANGED, DRAFT_FILED, VALIDATION_FAILED; what submitting throws
 */
export const fileDraft = async (deps: DraftsDeps, filing: DraftFiling): Promise<JsonObject> => {
  const { seen, idempotencyKey } = filing;
  const claim = await claimDraft(deps.drafts, seen, idempotencyKey);
  if ('filed' in claim) return claim.filed;
  const answer = await answerOf(deps, await send(deps, filing, claim));
  await settleDraft(deps.drafts, seen, { key: idempotencyKey, answer });
  return answer;
};
