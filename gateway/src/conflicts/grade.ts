// SPDX-License-Identifier: Apache-2.0
import { checkClaims } from '@registry/chaincode/replay';
import type { OtherClaim } from '@registry/chaincode/replay';
import type { CaseRecord, ClaimFlag } from '@registry/chaincode/protocol';
import { compareFilings, percentShared } from './similarity';
import type { Similarity } from './similarity';

/** What two filings of like data are to each other; the first that fits, and never a decision. */
export const CONFLICT_GRADES = [
  'CONTRADICTING_EXCLUSIVE',
  'UPSTREAM_OR_DERIVED',
  'SAME_HOLDER',
  'CO_HOLDER',
  'SIMILAR',
] as const;
export type ConflictGrade = (typeof CONFLICT_GRADES)[number];

/** Data that share as much are the same data, give or take what was changed in them. */
const SAME_PERCENT = 75;
/** One that is contained as far in a larger one was made from it, or it from this. */
const PART_PERCENT = 75;

export interface Finding {
  readonly grade: ConflictGrade;
  readonly other: CaseRecord;
  readonly similarity: Similarity;
  readonly isDeclaredUpstream: boolean;
}

const names = ({ filing }: CaseRecord, { certificateNumber }: CaseRecord): boolean =>
  certificateNumber !== undefined &&
  filing.product.upstream.some((upstream) => upstream.certificateNumber === certificateNumber);

const isSame = (similarity: Similarity): boolean =>
  similarity.isSameContent || percentShared(similarity) >= SAME_PERCENT;

const gradeOf = (similarity: Similarity, flags: readonly ClaimFlag[], isDeclared: boolean): ConflictGrade => {
  const has = (kind: ClaimFlag['kind']): boolean => isSame(similarity) && flags.some((flag) => flag.kind === kind);
  const isPart = !isSame(similarity) && similarity.contained >= PART_PERCENT;
  const fits: Readonly<Record<ConflictGrade, boolean>> = {
    CONTRADICTING_EXCLUSIVE: has('CONTRADICTING_EXCLUSIVE'),
    UPSTREAM_OR_DERIVED: isDeclared || isPart,
    SAME_HOLDER: has('SAME_HOLDER_AGAIN'),
    CO_HOLDER: has('LAWFUL_CO_HOLDER'),
    SIMILAR: true,
  };
  return CONFLICT_GRADES.find((grade) => fits[grade]) ?? 'SIMILAR';
};

/**
 * What a case and another claim are to each other.
 *
 * @param now - in milliseconds since 1970
 */
export const findingOf = (own: CaseRecord, other: OtherClaim, now: number): Finding => {
  const similarity = compareFilings(own.filing, other.record.filing);
  const flags = checkClaims(own, { others: [other], isComplete: true }, now)?.flags ?? [];
  const isDeclaredUpstream = names(own, other.record) || names(other.record, own);
  return { grade: gradeOf(similarity, flags, isDeclaredUpstream), other: other.record, similarity, isDeclaredUpstream };
};
