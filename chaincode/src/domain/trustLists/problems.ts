// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '../../protocol/canonicalJson';
import { parseInstant } from '../../protocol/civilTime';
import type { FoundingRecord, InstitutionRecord } from '../../protocol/schemas/records';
import type { ListedInstitution, TrustList } from '../../protocol/schemas/trustList';
import { liesWithin } from '../../protocol/trust/judgeIssuer';

/** What a trust list is compared with. */
export interface ListFacts {
  readonly channel: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The list that this one takes the place of; none for the first. */
  readonly previous: TrustList | undefined;
  /** The records of those whom the list names, and of the supervisor. */
  readonly institutions: ReadonlyMap<string, InstitutionRecord>;
}

/** Where a list says something else than the ledger, by JSON pointer. */
export type ListProblem = { readonly path: string; readonly message: string };

/** A list counts from its issue: dated back further it would judge what was attested under the one before. */
const HOUR = 3_600_000;

const keysOf = ({ certificateKeys = [] }: InstitutionRecord): string => canonicalJson(certificateKeys);

type Check = readonly [path: string, isFine: boolean, message: string];

const failing = (at: string, checks: readonly Check[]): ListProblem[] =>
  checks.filter(([, isFine]) => !isFine).map(([path, , message]) => ({ path: `${at}${path}`, message }));

const isWithin = (
  listed: ListedInstitution['accreditation'],
  { accreditation }: InstitutionRecord['institution'],
): boolean =>
  listed.number === accreditation.number &&
  listed.from >= accreditation.from &&
  (accreditation.to === undefined || (listed.to !== undefined && listed.to <= accreditation.to));

const institutionProblems = (
  listed: ListedInstitution,
  at: string,
  { institutions }: ListFacts,
): readonly ListProblem[] => {
  const record = institutions.get(listed.uscc);
  if (record?.approval !== 'APPROVED') return [{ path: `${at}/uscc`, message: 'is not approved on the ledger' }];
  const { institution } = record;
  const { caseTypes, regionCodes } = listed.scope;
  const ownTypes = institution.institutionKind === 'REGISTRY' ? institution.caseTypes : caseTypes;
  return failing(at, [
    ['/name', listed.name === institution.name, 'is another one on the ledger'],
    ['/institutionKind', listed.institutionKind === institution.institutionKind, 'is another one on the ledger'],
    ['/accreditation', isWithin(listed.accreditation, institution), 'goes beyond that on the ledger'],
    ['/scope/caseTypes', caseTypes.every((type) => ownTypes.includes(type)), 'go beyond those on the ledger'],
    [
      '/scope/regionCodes',
      regionCodes.every((region) => institution.regionCodes.some((own) => liesWithin(region, own))),
      'go beyond those on the ledger',
    ],
    ['/keySets', canonicalJson(listed.keySets) === keysOf(record), 'are others on the ledger'],
  ]);
};

/** Whoever stood in the list before stands in this one: what was trusted then is judged by it. */
const dropped = (list: TrustList, previous: TrustList | undefined): readonly ListProblem[] => {
  if (previous === undefined) return [];
  const ids = ({ institutions, partners, platforms }: TrustList): string[] => [
    ...institutions.map(({ uscc }) => `/institutions ${uscc}`),
    ...partners.map(({ ledgerId }) => `/partners ${ledgerId}`),
    ...platforms.flatMap(({ platformId, keys }) => keys.map(({ address }) => `/platforms ${platformId} ${address}`)),
  ];
  const named = new Set(ids(list));
  return ids(previous)
    .filter((id) => !named.has(id))
    .map((id) => ({ path: id.split(' ')[0] as string, message: `must name ${id.split(' ').slice(1).join(' ')}` }));
};

/** Every point in which a list is not what it may be. */
export const listProblems = (list: TrustList, founding: FoundingRecord, facts: ListFacts): readonly ListProblem[] => {
  const { previous, institutions, now, channel } = facts;
  const supervisor = institutions.get(founding.uscc);
  const ownKeys = supervisor === undefined ? '' : keysOf(supervisor);
  return [
    ...failing('', [
      ['/channel', list.channel === channel, 'is not that of this register'],
      ['/register', list.register === founding.uscc, 'is not this one'],
      ['/supervisor/uscc', list.supervisor.uscc === founding.uscc, 'is not the supervisor of this register'],
      ['/supervisor/name', list.supervisor.name === supervisor?.institution.name, 'is another one on the ledger'],
      ['/supervisor/keySets', canonicalJson(list.supervisor.keySets) === ownKeys, 'are others on the ledger'],
      ['/issuedAt', parseInstant(list.issuedAt) <= now, 'lies ahead'],
      ['/issuedAt', now - parseInstant(list.issuedAt) <= HOUR, 'lies more than an hour back'],
      ['/issuedAt', previous === undefined || list.issuedAt > previous.issuedAt, 'is not after the list before'],
      ['/nextUpdate', parseInstant(list.nextUpdate) > now, 'has passed'],
    ]),
    ...list.institutions.flatMap((one, index) => institutionProblems(one, `/institutions/${String(index)}`, facts)),
    ...dropped(list, previous),
  ];
};
