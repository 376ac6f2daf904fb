// SPDX-License-Identifier: Apache-2.0
import { shanghaiDate } from '../../protocol/civilTime';
import { RegistryError } from '../../protocol/errors';
import { namedDocuments } from '../../protocol/namedDocuments';
import { assertRightsAllowed } from '../../protocol/rightsMatrix';
import type { Filing } from '../../protocol/schemas/filing';
import type { Problem } from '../../protocol/schemas/validate';
import { demand } from '../demand';
import { mayFile } from '../relation';
import type { CaseFacts } from './facts';
import { assertRegistrable } from './prohibitedObjects';
import { assertUpstream } from './upstreamRules';

/** Everybody whom a filing names as applicant, agent or holder, by USCC. */
export const organizationsOf = (filing: Filing): string[] => [
  ...filing.applicants.flatMap(({ idNumber }) => (typeof idNumber === 'string' ? [idNumber] : [])),
  ...filing.rights.flatMap(({ holderUscc }) => (holderUscc === undefined ? [] : [holderUscc])),
  ...(filing.agent === undefined ? [] : [filing.agent.uscc]),
];

/** A document that is only named, not filed, would stand on the ledger without its digests. */
const unfiledDocuments = (filing: Filing, filed: ReadonlySet<string>): Problem[] =>
  namedDocuments(filing)
    .filter(({ docId }) => !filed.has(docId))
    .map(({ path }) => ({ path, code: 'document_not_filed', message: 'must be one of the materials' }));

const repeatedDocuments = ({ materials }: Filing): Problem[] =>
  materials
    .map(({ docId }, index) => ({ docId, index }))
    .filter(({ docId, index }) => materials.findIndex((material) => material.docId === docId) !== index)
    .map(({ index }) => ({
      path: `/materials/${index}/docId`,
      code: 'document_repeated',
      message: 'must not stand twice among the materials',
    }));

type FilerFacts = Pick<CaseFacts, 'actor' | 'now'>;

const assertFiler = (filing: Filing, { actor, now }: FilerFacts): void => {
  demand(mayFile(filing, actor), 'NOT_A_PARTY', { role: actor.role });
  const until = filing.agent?.until;
  demand(actor.role !== 'agent' || until === undefined || shanghaiDate(now) <= until, 'AGENT_AUTHORITY_OVER', {
    ...(until !== undefined && { until }),
  });
};

const assertDocuments = (filing: Filing, earlierDocuments: readonly string[]): void => {
  const filed = new Set([...filing.materials.map((material) => material.docId), ...earlierDocuments]);
  const problems = [...unfiledDocuments(filing, filed), ...repeatedDocuments(filing)];
  if (problems.length > 0) {
    throw new RegistryError('VALIDATION_FAILED', { problems: problems.map((problem) => ({ ...problem })) });
  }
};

/**
 * The documents of a filing that are on the ledger: its materials, and what it names, which was a material once and may
 * have been replaced by a better one since.
 */
export const documentsOnLedger = (filing: Filing): string[] =>
  [...filing.materials, ...namedDocuments(filing)].map(({ docId }) => docId);

/**
 * What a filing must keep when documents are added to it. What it says does not change by that, so it is not decided on
 * again: who is asked for evidence may supply it whatever has become of an upstream registration since.
 *
 * @throws RegistryError NOT_A_PARTY, AGENT_AUTHORITY_OVER, VALIDATION_FAILED
 */
export const assertSupplied = (filing: Filing, facts: FilerFacts): void => {
  assertFiler(filing, facts);
  assertDocuments(filing, documentsOnLedger(filing));
};

/**
 * What every filing must keep, when it is submitted and after it has been corrected or amended.
 *
 * @param earlierDocuments - documents that are on the ledger already
 * @throws RegistryError NOT_A_PARTY, AGENT_AUTHORITY_OVER, REGISTRY_IS_APPLICANT, VALIDATION_FAILED, and those of
 * {@link assertRegistrable}, {@link assertRightsAllowed} and {@link assertUpstream}
 */
export const assertFileable = (
  filing: Filing,
  facts: FilerFacts & Pick<CaseFacts, 'upstream'>,
  earlierDocuments: readonly string[] = [],
): void => {
  assertFiler(filing, facts);
  demand(!organizationsOf(filing).includes(filing.registry), 'REGISTRY_IS_APPLICANT', { reasonCode: 'NA-SELF' });
  assertRegistrable(filing);
  assertRightsAllowed(filing);
  assertUpstream(filing, facts);
  assertDocuments(filing, earlierDocuments);
};
