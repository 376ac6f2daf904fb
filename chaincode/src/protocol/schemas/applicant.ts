// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { isIdCard } from '../identifiers/idCard';
import { isUscc } from '../identifiers/uscc';
import { civilDate, docId, name, sealed, text, uscc } from './primitives';
import { APPLICANT_TYPES, ID_TYPES } from './vocabulary';

const idNumberIsRight = (idType: (typeof ID_TYPES)[number], value: string): boolean => {
  if (idType === 'USCC') return isUscc(value);
  return idType === 'ID_CARD' ? isIdCard(value) : true;
};

interface Identified {
  applicantType: (typeof APPLICANT_TYPES)[number];
  idType: (typeof ID_TYPES)[number];
  idNumber: unknown;
  operation?: unknown;
}

/** The parts of an applicant that hang together: kind of person, kind of identity document, its check digit. */
const checkApplicant = (applicant: Identified, context: z.core.$RefinementCtx): void => {
  const isPerson = applicant.applicantType === 'NATURAL_PERSON';
  const problem = (path: string, message: string): void => {
    context.addIssue({ code: 'custom', path: [path], message });
  };
  if (isPerson === (applicant.idType === 'USCC')) {
    problem('idType', 'an organization is identified by its USCC, a natural person by an identity document');
  }
  if (!isPerson && applicant.operation === undefined) problem('operation', 'is required of an organization');
  if (typeof applicant.idNumber === 'string' && !idNumberIsRight(applicant.idType, applicant.idNumber)) {
    problem('idNumber', 'has a wrong check digit');
  }
};

const operationPublic = {
  registeredOn: civilDate,
  registeredAddress: text(200),
  term: text(60),
  businessScope: text(1000),
  status: text(40),
};

/** One co-applicant as the applicant writes it (N35 annex 1). */
export const applicantForm = z
  .strictObject({
    applicantName: name(120),
    applicantType: z.enum(APPLICANT_TYPES),
    idType: z.enum(ID_TYPES),
    idNumber: text(40),
    contactName: name(60),
    phone: z.string().regex(/^\+?[0-9][0-9 -]{5,24}$/, 'must be a telephone number with its area or country code'),
    address: text(200),
    operation: z.strictObject({ legalRepresentative: name(60), ...operationPublic }).optional(),
  })
  .superRefine(checkApplicant);

/** The same applicant on the ledger: personal data stand there only as salted commitments. */
export const applicantFiling = z
  .strictObject({
    applicantName: z.union([name(120), sealed]),
    applicantType: z.enum(APPLICANT_TYPES),
    idType: z.enum(ID_TYPES),
    idNumber: z.union([uscc, sealed]),
    contactName: sealed,
    phone: sealed,
    address: sealed,
    operation: z.strictObject({ legalRepresentative: sealed, ...operationPublic }).optional(),
  })
  .superRefine(checkApplicant)
  .superRefine((applicant, context) => {
    const isPerson = applicant.applicantType === 'NATURAL_PERSON';
    for (const path of ['applicantName', 'idNumber'] as const) {
      if (isPerson !== (typeof applicant[path] !== 'string')) {
        context.addIssue({ code: 'custom', path: [path], message: 'a person is sealed, an organization is not' });
      }
    }
  });

/** An agent acting for the applicants (N35 art. 16: "自行或者委托"). */
export const agentFields = z.strictObject({
  name: name(120),
  uscc,
  powerOfAttorney: docId,
  scope: text(200),
  until: civilDate,
});

export type ApplicantForm = z.infer<typeof applicantForm>;
export type ApplicantFiling = z.infer<typeof applicantFiling>;
