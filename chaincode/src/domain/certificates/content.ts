// SPDX-License-Identifier: Apache-2.0
import { formatInstant, parseInstant } from '../../protocol/civilTime';
import type { Registry } from '../../protocol/schemas/institution';
import { SCHEMA_VERSION } from '../../protocol/schemas/records';
import type { CaseRecord, CertificateContent, CertificateRecord } from '../../protocol/schemas/records';
import type { CaseFacts } from '../applications/facts';
import { endOn } from '../legalTime/validity';
import type { End, Validity } from '../legalTime/validity';

type Right = CaseRecord['filing']['rights'][number];

const registeredRight = (right: Right): CertificateContent['rights'][number] => ({
  rightType: right.rightType,
  exclusivity: right.exclusivity,
  holderName: right.holderName,
  ...(right.holderUscc !== undefined && { holderUscc: right.holderUscc }),
  term: { from: right.term.from, ...(right.term.to !== undefined && { to: right.term.to }) },
});

const upstreamEnd = ({ validTo, validUntil }: CertificateRecord): End => ({
  validTo,
  validUntil: parseInstant(validUntil),
  boundedBy: 'UPSTREAM',
});

/** The ends of the rights, and of the contracts and upstream registrations that the product rests on. */
export const endsOf = ({ rights, product }: CaseRecord['filing'], upstream: CaseFacts['upstream']): End[] => [
  ...rights.flatMap(({ term }) => (term.to === undefined ? [] : [endOn('RIGHT', term.to)])),
  ...product.upstream.flatMap(({ contractEndsOn }) =>
    contractEndsOn === undefined ? [] : [endOn('CONTRACT', contractEndsOn)],
  ),
  ...[...upstream.values()].map(upstreamEnd),
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
    objectKind: product.objectKind,
    productForm: product.productForm,
    derivation: product.derivation,
    rights: rights.map(registeredRight),
    content: product.content,
    attestedAt: formatInstant(facts.now),
    validFrom: validity.validFrom,
    validTo: validity.validTo,
    validUntil: formatInstant(validity.validUntil),
    validityBoundedBy: validity.boundedBy,
    grantedBy: facts.actor,
  };
};
