// SPDX-License-Identifier: Apache-2.0
import type { JsonInput } from '../canonicalJson';
import type { ApplicationForm } from './filing';
import { sealed } from './primitives';

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

/** What is sealed in every filing, wherever it stands. */
const ALWAYS_SEALED =
  /^\/(?:applicants\/\d+\/(?:contactName|phone|address|operation\/legalRepresentative)|product\/(?:processingRule|scenario|watermark)|withhold\/\d+\/reason)$/;

type Corrected = { readonly path: string; readonly value: JsonInput };

const memberOf = (value: JsonInput | undefined, step: string): JsonInput | undefined =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, step)
    ? (value as Readonly<Record<string, JsonInput>>)[step]
    : undefined;

/** Whether a value stands sealed in the filing that is being corrected, as names of persons and withheld fields do. */
const isSealedIn = (filing: JsonInput | undefined, path: string): boolean =>
  sealed.safeParse(path.split('/').slice(1).reduce(memberOf, filing)).success;

const sealedWithin = ({ path, value }: Corrected, filing: JsonInput | undefined): string[] => {
  if (ALWAYS_SEALED.test(path) || isSealedIn(filing, path)) return [''];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([step, member]) =>
    sealedWithin({ path: `${path}/${step}`, value: member as JsonInput }, filing).map((rest) => `/${step}${rest}`),
  );
};

/**
 * The pointers, into a correction's own body, of the values that never go on the ledger in the clear.
 *
 * @param filing - the filing that is corrected, as it stands on the ledger: without it, the names of natural persons
 * and withheld fields are not known, and the ledger refuses them in the clear
 */
export const sealedCorrectionPaths = (fields: readonly Corrected[], filing?: JsonInput): string[] =>
  fields.flatMap((field, index) => sealedWithin(field, filing).map((rest) => `/fields/${index}/value${rest}`));
