// SPDX-License-Identifier: Apache-2.0
import { CASE_TYPES, RECOGNITION_PURPOSES } from '@registry/chaincode/protocol';
import type { InstitutionRecord, ListedInstitution, TrustList } from '@registry/chaincode/protocol';

/** What a list says beyond the ledger: other ledgers, and platforms on EVM chains. */
export type Others = Partial<Pick<TrustList, 'partners' | 'platforms'>>;

export interface ListFacts {
  readonly channel: string;
  readonly supervisor: InstitutionRecord;
  /** Whom the ledger accredits, and the list is to name. */
  readonly institutions: readonly InstitutionRecord[];
  readonly previous: TrustList | undefined;
  readonly others: Others;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Three months: as long as somebody who is offline may go on with a list. */
const LIFETIME = 90 * 86_400_000;
const STATUS_LIFETIME_SECONDS = 86_400;
/** Two registries that do not trust each other must find the same root. */
const QUORUM = 2;

const keySetsOf = ({ certificateKeys = [] }: InstitutionRecord): ListedInstitution['keySets'] =>
  [...certificateKeys] as ListedInstitution['keySets'];

const listedOf = (record: InstitutionRecord): ListedInstitution => {
  const { institution } = record;
  const { uscc, name, institutionKind, accreditation, regionCodes } = institution;
  const caseTypes = institution.institutionKind === 'REGISTRY' ? institution.caseTypes : [...CASE_TYPES];
  const scope = { caseTypes, regionCodes, purposes: [...RECOGNITION_PURPOSES] };
  return { uscc, name, institutionKind, accreditation, scope, keySets: keySetsOf(record) };
};

const signing = ({ institutions }: ListFacts): number =>
  institutions.filter(({ institution }) => institution.institutionKind === 'REGISTRY').length;

/** The list that takes the place of the one before, as the ledger stands now. Who is not named anew stays as listed. */
export const nextList = (facts: ListFacts): TrustList => {
  const { channel, supervisor, institutions, previous, others, now } = facts;
  const { uscc, name } = supervisor.institution;
  return {
    type: 'dpr-trust-list',
    version: (previous?.version ?? 0) + 1,
    channel,
    register: uscc,
    issuedAt: new Date(now).toISOString(),
    nextUpdate: new Date(now + LIFETIME).toISOString(),
    supervisor: { uscc, name, keySets: keySetsOf(supervisor) },
    status: { quorum: Math.max(1, Math.min(QUORUM, signing(facts))), lifetimeSeconds: STATUS_LIFETIME_SECONDS },
    institutions: institutions.map(listedOf),
    partners: others.partners ?? previous?.partners ?? [],
    platforms: others.platforms ?? previous?.platforms ?? [],
  };
};
