// SPDX-License-Identifier: Apache-2.0
import { shanghaiDate } from '../../protocol/civilTime';
import { RegistryError } from '../../protocol/errors';
import type { Filing } from '../../protocol/schemas/filing';
import type { Problem } from '../../protocol/schemas/validate';
import { demand } from '../demand';
import { mayFile } from '../relation';
import type { CaseFacts } from './facts';

/** Everybody whom a filing names as applicant, agent or holder, by USCC. */
export const organizationsOf = (filing: Filing): string[] => [
  ...filing.applicants.flatMap(({ idNumber }) => (typeof idNumber === 'string' ? [idNumber] : [])),
  ...filing.rights.flatMap(({ holderUscc }) => (holderUscc === undefined ? [] : [holderUscc])),
  ...(filing.agent === undefined ? [] : [filing.agent.uscc]),
];

/** Where a filing refers to documents, each by path. */
const referencesOf = ({ agent, product, rights }: Filing): [string, string][] => [
  ...(agent === undefined ? [] : [['/agent/powerOfAttorney', agent.powerOfAttorney] as [string, string]]),
  ['/product/sample/document', product.sample.document],
  ...(product.personalInformation.impactAssessment === undefined
    ? []
    : [
        ['/product/personalInformation/impactAssessment', product.personalInformation.impactAssessment] as [
          string,
          string,
        ],
      ]),
  ...product.priorRegistrations.map(({ proof }, index): [string, string] => [
    `/product/priorRegistrations/${index}/proof`,
    proof,
  ]),
  ...rights.flatMap(({ evidence }, line) =>
    evidence.map((docId, index): [string, string] => [`/rights/${line}/evidence/${index}`, docId]),
  ),
];

/** A document that is only named, not filed, would stand on the ledger without its digests. */
const unfiledDocuments = (filing: Filing, filed: ReadonlySet<string>): Problem[] =>
  referencesOf(filing)
    .filter(([, docId]) => !filed.has(docId))
    .map(([path]) => ({ path, code: 'document_not_filed', message: 'must be one of the materials' }));

const repeatedDocuments = ({ materials }: Filing): Problem[] =>
  materials
    .map(({ docId }, index) => ({ docId, index }))
    .filter(({ docId, index }) => materials.findIndex((material) => material.docId === docId) !== index)
    .map(({ index }) => ({
      path: `/materials/${index}/docId`,
      code: 'document_repeated',
      message: 'must not stand twice among the materials',
    }));

/**
 * What every filing must keep, when it is submitted and after it has been corrected.
 *
 * @param earlierDocuments - documents that are on the ledger already
 * @throws RegistryError NOT_A_PARTY, AGENT_AUTHORITY_OVER, REGISTRY_IS_APPLICANT, CORE_DATA_REFUSED, VALIDATION_FAILED
 */
export const assertFileable = (
  filing: Filing,
  { actor, now }: Pick<CaseFacts, 'actor' | 'now'>,
  earlierDocuments: readonly string[] = [],
): void => {
  demand(mayFile(filing, actor), 'NOT_A_PARTY', { role: actor.role });
  const until = filing.agent?.until;
  demand(actor.role !== 'agent' || until === undefined || shanghaiDate(now) <= until, 'AGENT_AUTHORITY_OVER', {
    ...(until !== undefined && { until }),
  });
  demand(!organizationsOf(filing).includes(filing.registry), 'REGISTRY_IS_APPLICANT', { reasonCode: 'NA-SELF' });
  demand(filing.product.classification.level !== 'CORE', 'CORE_DATA_REFUSED', {
    path: '/product/classification/level',
  });
  const filed = new Set([...filing.materials.map((material) => material.docId), ...earlierDocuments]);
  const problems = [...unfiledDocuments(filing, filed), ...repeatedDocuments(filing)];
  if (problems.length > 0) {
    throw new RegistryError('VALIDATION_FAILED', { problems: problems.map((problem) => ({ ...problem })) });
  }
};
