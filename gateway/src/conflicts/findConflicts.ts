// SPDX-License-Identifier: Apache-2.0
import { hasNotFailed, stands } from '@registry/chaincode/replay';
import type { CaseRecord } from '@registry/chaincode/protocol';
import type { Kysely } from 'kysely';
import type { Tables } from '../database/tables';
import { findCandidates } from './candidates';
import { CONFLICT_GRADES, findingOf } from './grade';
import type { Finding } from './grade';
import { percentShared } from './similarity';

export interface Conflicts {
  /** The gravest first, and of one grade those that share most. */
  readonly findings: readonly Finding[];
  readonly isComplete: boolean;
}

const inOrder = (one: Finding, other: Finding): number =>
  CONFLICT_GRADES.indexOf(one.grade) - CONFLICT_GRADES.indexOf(other.grade) ||
  percentShared(other.similarity) - percentShared(one.similarity);

/**
 * Who else has filed the same or similar data, with any registry of this ledger. It is for people to look at before they
 * decide, and decides nothing.
 *
 * @param database - or a snapshot of it
 * @param now - in milliseconds since 1970
 */
export const findConflicts = async (database: Kysely<Tables>, own: CaseRecord, now: number): Promise<Conflicts> => {
  const { others, isComplete } = await findCandidates(database, own);
  const standing = others.filter((other) => hasNotFailed(other.record) && stands(other, now));
  return { findings: standing.map((other) => findingOf(own, other, now)).sort(inOrder), isComplete };
};
