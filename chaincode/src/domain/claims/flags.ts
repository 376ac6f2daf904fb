// SPDX-License-Identifier: Apache-2.0
import type { Filing } from '../../protocol/schemas/filing';
import type { ClaimCheck, ClaimFlag, Person } from '../../protocol/schemas/records';
import type { RightFiling } from '../../protocol/schemas/rights';
import { overlaps } from './overlap';
import { stands } from './standing';
import type { OtherClaim, StandingClaims } from './standing';

/** The claim of one filing. */
export interface Claim {
  readonly filing: Filing;
  readonly submittedBy: Person;
}

/**
 * By what a holder can be told: the USCC, or for a natural person, whose name and number are sealed under a salt of
 * their own, the key with which that person filed. Persons for whom others filed cannot be told apart or together.
 */
const holderOf = ({ holderUscc }: RightFiling, { submittedBy }: Claim): string | undefined =>
  holderUscc ??
  (submittedBy.role === 'applicant' && submittedBy.uscc === undefined ? submittedBy.identityKey : undefined);

type Pair = readonly [own: RightFiling, other: RightFiling];

const isSameHolder = (claim: Claim, against: Claim, [own, other]: Pair): boolean => {
  const holder = holderOf(own, claim);
  return holder !== undefined && holder === holderOf(other, against);
};

const rightsOf = (pairs: readonly Pair[]): ClaimFlag['rights'] => [...new Set(pairs.map(([own]) => own.rightType))];

const isExclusive = ([own, other]: Pair): boolean =>
  own.exclusivity === 'EXCLUSIVE' || other.exclusivity === 'EXCLUSIVE';

const isDeclared = ({ filing }: Claim, number: string): boolean => {
  const { priorRegistrations } = filing.product;
  return priorRegistrations !== 'NONE' && priorRegistrations.some((prior) => prior.number === number);
};

type Finding = Pick<ClaimFlag, 'kind' | 'grade' | 'rights' | 'reasonCodes'>;

const ofSameHolder = (claim: Claim, { record }: OtherClaim, same: readonly Pair[]): Finding[] => {
  if (same.length === 0) return [];
  const rights = rightsOf(same);
  const again: Finding = { kind: 'SAME_HOLDER_AGAIN', grade: 'WARNING', rights };
  const number = record.certificateNumber;
  if (number === undefined || isDeclared(claim, number)) return [again];
  // A registration that the applicant keeps quiet about: to be corrected, or a ground for rejection.
  const reasonCodes = ['CR-PRIOR', 'RJ-CONCEAL'] as const;
  return [again, { kind: 'PRIOR_NOT_DECLARED', grade: 'WARNING', rights, reasonCodes }];
};

const ofOtherHolder = ({ record }: OtherClaim, pairs: readonly Pair[]): Finding[] => {
  const contested = pairs.filter((pair) => isExclusive(pair) && overlaps(...pair));
  const shared = pairs.filter((pair) => !contested.includes(pair));
  const grade = record.certificateNumber === undefined ? 'WARNING' : 'CONFLICT';
  return [
    ...(contested.length > 0 ? [{ kind: 'CONTRADICTING_EXCLUSIVE', grade, rights: rightsOf(contested) } as const] : []),
    ...(shared.length > 0
      ? [{ kind: 'LAWFUL_CO_HOLDER', grade: 'INFORMATION', rights: rightsOf(shared) } as const]
      : []),
  ];
};

const against = (claim: Claim, other: OtherClaim): ClaimFlag[] => {
  const { record } = other;
  const pairs = claim.filing.rights.flatMap((own) => record.filing.rights.map((line): Pair => [own, line]));
  const same = pairs.filter((pair) => isSameHolder(claim, record, pair));
  const sameRight = pairs.filter((pair) => !same.includes(pair) && pair[0].rightType === pair[1].rightType);
  const { caseId, registry, certificateNumber } = record;
  const where = { caseId, registry: registry.uscc, ...(certificateNumber !== undefined && { certificateNumber }) };
  return [...ofSameHolder(claim, other, same), ...ofOtherHolder(other, sameRight)].map((finding) => ({
    ...finding,
    ...where,
  }));
};

/**
 * What else is claimed in the content of a filing. Nothing is decided by it: the same right of several holders is
 * lawful (N35 art. 21), and a contradiction is for people to resolve.
 *
 * @param now - in milliseconds since 1970
 * @returns undefined where there is nothing to say
 */
export const checkClaims = (claim: Claim, claims: StandingClaims, now: number): ClaimCheck | undefined => {
  const flags = claims.others.filter((other) => stands(other, now)).flatMap((other) => against(claim, other));
  return flags.length === 0 && claims.isComplete ? undefined : { flags, isComplete: claims.isComplete };
};
