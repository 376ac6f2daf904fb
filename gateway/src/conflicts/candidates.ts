// SPDX-License-Identifier: Apache-2.0
import type { CaseRecord, CertificateRecord } from '@registry/chaincode/protocol';
import type { OtherClaim } from '@registry/chaincode/replay';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables';
import { closeTokens, schemaTokens } from './sketchTokens';

/** So many cases with a token are looked at, however many file the same thing over and over. */
const MOST_OF_A_TOKEN = 500;
/** Of those, so many that have most in common are compared. */
const MOST_CLOSE = 50;
/** And so many that have no more in common than their columns. */
const MOST_BY_SCHEMA = 20;

/** Cases that may have data in common with one. */
export interface Candidates {
  readonly others: readonly OtherClaim[];
  /** False where there are more than were read. */
  readonly isComplete: boolean;
}

interface Search {
  readonly caseId: string;
  readonly tokens: readonly string[];
  readonly most: number;
}

/**
 * Those first that share most. Each token is looked up by itself: asked for any of them at once, PostgreSQL reads the whole
 * table as soon as some of them are common.
 */
const findSharing = async (database: Kysely<Tables>, { caseId, tokens, most }: Search): Promise<string[]> => {
  if (tokens.length === 0) return [];
  const { rows } = await sql<{ case_id: string }>`select touched.case_id
    from unnest(${[...new Set(tokens)]}::text[]) as wanted (token)
    cross join lateral (
      select case_id from case_contents
      where tokens @> array[wanted.token] and case_id <> ${caseId} limit ${MOST_OF_A_TOKEN}
    ) as touched
    group by touched.case_id
    order by count(*) desc, touched.case_id limit ${most + 1}`.execute(database);
  return rows.map(({ case_id }) => case_id);
};

const readClaims = async (database: Kysely<Tables>, caseIds: readonly string[]): Promise<OtherClaim[]> => {
  if (caseIds.length === 0) return [];
  const { rows } = await sql<{ record: CaseRecord; certificate: CertificateRecord | null }>`
    select c.record, k.record as certificate from cases c left join certificates k on k.case_id = c.case_id
    where c.case_id = any(${caseIds})`.execute(database);
  return rows.map(({ record, certificate }) => ({ record, ...(certificate !== null && { certificate }) }));
};

/** The cases, of any registry, whose data have most in common with one's. */
export const findCandidates = async (database: Kysely<Tables>, { caseId, filing }: CaseRecord): Promise<Candidates> => {
  const close = await findSharing(database, { caseId, tokens: closeTokens(filing), most: MOST_CLOSE });
  const alike = await findSharing(database, { caseId, tokens: schemaTokens(filing), most: MOST_BY_SCHEMA });
  const chosen = new Set([...close.slice(0, MOST_CLOSE), ...alike.slice(0, MOST_BY_SCHEMA)]);
  return {
    others: await readClaims(database, [...chosen]),
    isComplete: close.length <= MOST_CLOSE && alike.length <= MOST_BY_SCHEMA,
  };
};
