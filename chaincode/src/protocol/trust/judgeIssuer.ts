// SPDX-License-Identifier: Apache-2.0
import { parseInstant, shanghaiDate } from '../civilTime';
import type { ListedInstitution, TrustList, TrustScope } from '../schemas/trustList';
import { keyRefusal, keyRefusalOnLedger } from './keysInForce';
import type { TrustFinding, TrustRefusal } from './refusals';

/** What somebody is to be trusted with. What is not asked is not judged. */
export interface ScopeAsked {
  readonly caseType?: TrustScope['caseTypes'][number] | undefined;
  readonly regionCode?: string | undefined;
  readonly purpose?: TrustScope['purposes'][number] | undefined;
}

/** Somebody that a list names, for some days and some things. */
export interface Trusted {
  readonly from: string;
  readonly to?: string | undefined;
  readonly scope: TrustScope;
}

/** Whether a region lies within another: 410000 stands for all of its cities, 410100 for its districts, 000000 for the whole country. */
export const liesWithin = (region: string, within: string): boolean =>
  within === '000000' || region.startsWith(within.replace(/(00)+$/, ''));

const scopeRefusal = (scope: TrustScope, { caseType, regionCode, purpose }: ScopeAsked): TrustRefusal | undefined => {
  if (caseType !== undefined && !scope.caseTypes.includes(caseType)) return 'CASE_TYPE_OUT_OF_SCOPE';
  if (regionCode !== undefined && !scope.regionCodes.some((one) => liesWithin(regionCode, one)))
    return 'REGION_OUT_OF_SCOPE';
  return purpose !== undefined && !scope.purposes.includes(purpose) ? 'PURPOSE_OUT_OF_SCOPE' : undefined;
};

/** Why a list does not trust somebody whom it names with something that happened at an instant. */
export const trustRefusal = ({ from, to, scope }: Trusted, at: string, asked: ScopeAsked): TrustRefusal | undefined => {
  const day = shanghaiDate(parseInstant(at));
  if (day < from || (to !== undefined && day > to)) return 'NOT_ACCREDITED_ON_THE_DAY';
  return scopeRefusal(scope, asked);
};

/** What of a trust list a registry is judged by. */
export type JudgingList = Pick<TrustList, 'version' | 'issuedAt' | 'institutions'>;

const latest = <T extends JudgingList>(lists: readonly T[]): T | undefined =>
  lists.reduce<T | undefined>((last, one) => (last && last.version > one.version ? last : one), undefined);

/**
 * The list that was in force at an instant: the last that had been issued.
 *
 * @param lists - of one register, each believed before, in any order
 */
export const listInForceAt = <T extends JudgingList>(lists: readonly T[], at: string): T | undefined =>
  latest(lists.filter(({ issuedAt }) => issuedAt <= at));

/** A certificate as far as its issuer is judged. */
export interface IssuedCertificate {
  /** USCC of the registry. */
  readonly registry: string;
  readonly attestedAt: string;
  /** Which of the registry's key sets signed it. */
  readonly keys: number;
  /** Whether it is the ledger that says when it was attested, and not the certificate itself. */
  readonly isOnLedger?: boolean;
}

/** By which list a registry was judged. */
export interface JudgedRegistry {
  readonly version: number;
  readonly institution: ListedInstitution;
}

/** By which list a certificate was judged, and whose it is. */
export interface JudgedIssuer extends JudgedRegistry {
  readonly keySet: ListedInstitution['keySets'][number];
}

/**
 * Whether a registry was trusted with certificates at an instant, by the list of that day.
 *
 * @param lists - of one register, each believed before, in any order
 */
export const judgeRegistry = (
  lists: readonly JudgingList[],
  { registry, attestedAt }: Pick<IssuedCertificate, 'registry' | 'attestedAt'>,
  asked: ScopeAsked = {},
): TrustFinding<JudgedRegistry> => {
  const list = listInForceAt(lists, attestedAt);
  if (list === undefined) return { refusal: 'LIST_NONE_ON_THE_DAY' };
  const institution = list.institutions.find(
    ({ uscc, institutionKind }) => uscc === registry && institutionKind === 'REGISTRY',
  );
  if (institution === undefined) return { refusal: 'NOT_LISTED' };
  const refusal = trustRefusal({ ...institution.accreditation, scope: institution.scope }, attestedAt, asked);
  return refusal === undefined ? { found: { version: list.version, institution } } : { refusal };
};

const keySetOf = (
  lists: readonly JudgingList[],
  { registry, keys }: IssuedCertificate,
): JudgedIssuer['keySet'] | undefined =>
  latest(lists)
    ?.institutions.find(({ uscc }) => uscc === registry)
    ?.keySets.find(({ version }) => version === keys);

/**
 * Whether a registry was trusted with a certificate when it attested it. Accreditation and scope are those of the list of
 * that day. Its keys are those of the last list: a registry makes them itself, so that one can be younger than the list of
 * its day, and a revocation must reach what was signed before it.
 *
 * @param lists - of one register, each believed before, in any order
 */
export const judgeIssuer = (
  lists: readonly JudgingList[],
  certificate: IssuedCertificate,
  asked: ScopeAsked = {},
): TrustFinding<JudgedIssuer> => {
  const judged = judgeRegistry(lists, certificate, asked);
  if ('refusal' in judged) return judged;
  const keySet = keySetOf(lists, certificate);
  if (keySet === undefined) return { refusal: 'KEY_UNKNOWN' };
  const refusalOf = certificate.isOnLedger === true ? keyRefusalOnLedger : keyRefusal;
  const keyProblem = refusalOf(keySet, certificate.attestedAt);
  return keyProblem === undefined ? { found: { ...judged.found, keySet } } : { refusal: keyProblem };
};
