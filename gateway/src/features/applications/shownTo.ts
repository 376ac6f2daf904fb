// SPDX-License-Identifier: Apache-2.0
import { assessRights, seenByParty } from '@registry/chaincode/protocol';
import type { CaseRecord, JsonValue, RightAssessment } from '@registry/chaincode/protocol';
import type { Caller } from '../../http/requestContext';
import type { ApplicationsDeps } from './deps';
import { openFor } from './seeCase';
import type { SeenCase } from './seeCase';

/** What of other claims in the same content a caller may know: parties only what is registered. */
export const shownTo = <T extends object>({ role }: Pick<Caller, 'role'>, value: T): T =>
  role === 'applicant' || role === 'agent' ? seenByParty(value) : value;

interface ShownCase {
  readonly record: JsonValue;
  readonly rightsAssessment: readonly RightAssessment[];
}

/** A case as the caller may see it, with what the matrix of source and right says of its lines. */
export const showCase = async (
  deps: Pick<ApplicationsDeps, 'sealing' | 'database'>,
  { caller, seen, record }: { readonly caller: Caller; readonly seen: SeenCase; readonly record: CaseRecord },
): Promise<ShownCase> => {
  const opened = await openFor(deps, seen, shownTo(caller, record) as unknown as JsonValue);
  return { record: opened, rightsAssessment: assessRights((opened as unknown as CaseRecord).filing) };
};
