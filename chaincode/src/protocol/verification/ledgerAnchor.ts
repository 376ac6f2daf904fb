// SPDX-License-Identifier: Apache-2.0
import { formatInstant } from '../civilTime';
import type { InstitutionRecord } from '../schemas/supervisedRecords';
import type { ListedInstitution } from '../schemas/trustList';
import { RECOGNITION_PURPOSES } from '../schemas/vocabulary';
import type { RegisterPlace } from '../typedData/certificateStatement';
import type { Anchor } from './trustAnchor';

const asListed = ({ institution, certificateKeys = [] }: InstitutionRecord): ListedInstitution[] => {
  if (institution.institutionKind !== 'REGISTRY') return [];
  const { uscc, name, institutionKind, accreditation, caseTypes, regionCodes } = institution;
  const scope = { caseTypes, regionCodes, purposes: [...RECOGNITION_PURPOSES] };
  const keySets = certificateKeys as ListedInstitution['keySets'];
  return [{ uscc, name, institutionKind, accreditation, scope, keySets }];
};

/**
 * What the ledger itself says of its registries, in the form in which a certificate is judged: for whoever reads the
 * ledger, and so needs nobody's list. It is of now, and its keys are as they stand.
 */
export const anchorOfLedger = (place: RegisterPlace, records: readonly InstitutionRecord[]): Anchor => {
  const approved = records.filter(({ approval }) => approval === 'APPROVED');
  return { place, lists: [{ version: 1, issuedAt: formatInstant(0), institutions: approved.flatMap(asListed) }] };
};
