// SPDX-License-Identifier: Apache-2.0
import { formatInstant } from '../../protocol/civilTime';
import type { Registry } from '../../protocol/schemas/institution';
import { SCHEMA_VERSION } from '../../protocol/schemas/records';
import type { CaseRecord, CertificateContent } from '../../protocol/schemas/records';
import type { CaseFacts } from '../applications/facts';
import type { Validity } from '../legalTime/validity';

type Right = CaseRecord['filing']['rights'][number];

const registeredRight = (right: Right): CertificateContent['rights'][number] => ({
  rightType: right.rightType,
  exclusivity: right.exclusivity,
  holderName: right.holderName,
  ...(right.holderUscc !== undefined && { holderUscc: right.holderUscc }),
  term: { from: right.term.from, ...(right.term.to !== undefined && { to: right.term.to }) },
});

/** The last days of the rights, and of the contracts that the product rests on. */
export const lastDaysOf = ({ rights, product }: CaseRecord['filing']): string[] => [
  ...rights.flatMap((right) => right.term.to ?? []),
  ...product.upstream.flatMap((source) => source.contractEndsOn ?? []),
];

/** What the certificate of a case says. */
export const certificateContent = (
  record: CaseRecord,
  granted: {
    readonly number: string;
    readonly registry: Registry;
    readonly validity: Validity;
    readonly facts: CaseFacts;
  },
): CertificateContent => {
  const { registry, validity, facts } = granted;
  const { uscc, name, registryCode, mspId } = registry;
  const { product, applicants, rights } = record.filing;
  return {
    kind: 'certificate',
    schemaVersion: SCHEMA_VERSION,
    number: granted.number,
    version: 1,
    caseId: record.caseId,
    registry: { uscc, name, registryCode, mspId },
    profile: record.profile,
    dataName: product.dataName,
    holders: applicants.map(({ applicantName, idNumber }) => ({ name: applicantName, idNumber })),
    productForm: product.productForm,
    rights: rights.map(registeredRight),
    content: product.content,
    attestedAt: formatInstant(facts.now),
    validFrom: validity.validFrom,
    validTo: validity.validTo,
    validUntil: formatInstant(validity.validUntil),
    grantedBy: facts.actor,
  };
};
