// SPDX-License-Identifier: Apache-2.0
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { JsonValue } from '@registry/chaincode/protocol';
import type { Tables } from '../database/tables';
import { commitmentsIn } from './commitments';

/** Whether all commitments of a value came to the ledger with this case or objection and not, earlier, with another. */
export const areOwnCommitments = async (
  database: Kysely<Tables>,
  owner: string,
  value: JsonValue,
): Promise<boolean> => {
  const commitments = commitmentsIn(value);
  if (commitments.length === 0) return true;
  const { rows } = await sql<{ n: number }>`select count(*) as n from case_commitments
    where commitment = any(${commitments}) and case_id = ${owner}`.execute(database);
  return rows[0]?.n === commitments.length;
};
