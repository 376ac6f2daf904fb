// SPDX-License-Identifier: Apache-2.0
import type { CaseAnswer, CaseCommandName, JsonValue } from '@registry/chaincode/protocol';
import type { Kysely } from 'kysely';
import type { Tables } from '../../database/tables';
import { GatewayError } from '../../http/gatewayError';
import type { Caller } from '../../http/requestContext';
import { LedgerRefusal } from '../../ledger/errors';
import { areOwnCommitments } from '../../projections/ownCommitments';
import type { ApplicationsDeps } from './deps';
import { findCase } from './readCases';
import type { CaseRow } from './readCases';
import type { OpenSight } from './views';
import { sightOf } from './visibility';
import type { Sight } from './visibility';

export interface SeenCase {
  readonly row: CaseRow;
  readonly sight: OpenSight;
}

/**
 * The case as the read model has it, for somebody who may know that it exists.
 *
 * @throws GatewayError NOT_FOUND for a case that is not there, and alike for a stranger
 */
export const seeCase = async (database: Kysely<Tables>, caller: Caller, caseId: string): Promise<SeenCase> => {
  const found = await findCase(database, caseId);
  const sight = found === undefined ? 'NONE' : sightOf(caller, found.seen);
  if (found === undefined || sight === 'NONE') throw new GatewayError('NOT_FOUND');
  return { row: found.row, sight };
};

/** What somebody sees of a case; of one that is not there, nothing. */
export const sightOfCase = async (database: Kysely<Tables>, caller: Caller, caseId: string): Promise<Sight> => {
  const found = await findCase(database, caseId);
  return found === undefined ? 'NONE' : sightOf(caller, found.seen);
};

/**
 * Opens sealed values for a full view; for every other view they stay commitments. So does everything of a case that
 * holds a commitment copied from another case: opened here, it would show its copier what it stands for.
 */
export const openFor = async (
  { sealing, database }: Pick<ApplicationsDeps, 'sealing' | 'database'>,
  { sight, row }: SeenCase,
  value: JsonValue,
): Promise<JsonValue> =>
  sight === 'FULL' && (await areOwnCommitments(database, row.case_id, value)) ? sealing.reveal(value) : value;

/**
 * The commands that the ledger would let the caller give now.
 *
 * @returns nothing for those to whom the ledger does not show the case, such as another registry's staff
 * @throws LedgerUnavailable, LedgerBusy
 */
export const askAllowed = async (
  { ledger }: Pick<ApplicationsDeps, 'ledger'>,
  caller: Caller,
  caseId: string,
): Promise<{ readonly allowed: readonly CaseCommandName[]; readonly eventSeq?: number }> => {
  try {
    const call = { identity: caller.identity, contract: 'application', transaction: 'read', request: { caseId } };
    const { record, allowed } = (await ledger.evaluate(call)) as unknown as CaseAnswer;
    return { allowed, eventSeq: record.eventSeq };
  } catch (error) {
    if (error instanceof LedgerRefusal) return { allowed: [] };
    throw error;
  }
};
