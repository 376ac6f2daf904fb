// SPDX-License-Identifier: Apache-2.0
import type { ApplicationForm } from './filing';

/**
 * The JSON pointers of an application form whose values never go on the ledger in the clear: personal data, trade
 * secrets, reasons, and what the applicant asks to withhold. Everything else is public or seen by the ledger's members.
 */
export const sealedPaths = (form: ApplicationForm): string[] => [
  ...form.applicants.flatMap((applicant, index) => {
    const own = ['contactName', 'phone', 'address', ...(applicant.operation ? ['operation/legalRepresentative'] : [])];
    const person = applicant.applicantType === 'NATURAL_PERSON' ? ['applicantName', 'idNumber'] : [];
    return [...own, ...person].map((name) => `/applicants/${index}/${name}`);
  }),
  ...(['processingRule', 'scenario', 'watermark'] as const)
    .filter((name) => form.product[name] !== undefined)
    .map((name) => `/product/${name}`),
  ...form.rights.flatMap((line, index) => (line.holderUscc === undefined ? [`/rights/${index}/holderName`] : [])),
  ...form.withhold.map(({ path }) => path),
  ...form.withhold.map((_, index) => `/withhold/${index}/reason`),
];
