// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { isCaseId } from '../identifiers/caseId';
import { isCertificateNumber } from '../identifiers/certificateNumber';
import { isIndustryCode } from '../identifiers/industryCode';
import { isRegionCode } from '../identifiers/regionCode';
import { isUscc } from '../identifiers/uscc';
import { isCivilDate, isInstant } from '../civilTime';
import { codePoints, isPlainText, nameProblem } from '../text';

/** Free text of at most `max` code points, without control, bidirectional or invisible characters. */
export const text = (max: number): z.ZodString =>
  z
    .string()
    .min(1)
    .refine(isPlainText, 'must not contain control, bidirectional or invisible characters')
    .refine((value) => codePoints(value) <= max, `must have at most ${max} characters`);

/** Free text of at most `max` code points that may have paragraphs (line feeds). */
export const paragraphs = (max: number): z.ZodString =>
  z
    .string()
    .min(1)
    .refine((value) => isPlainText(value.replaceAll('\n', ' ')), 'must not contain control characters but line feeds')
    .refine((value) => codePoints(value) <= max, `must have at most ${max} characters`);

/** The name of a person, an organization or a product, of at most `max` code points; see {@link nameProblem}. */
export const name = (max: number): z.ZodString =>
  z
    .string()
    .superRefine((value, context) => {
      const problem = nameProblem(value);
      if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
    })
    .refine((value) => codePoints(value) <= max, `must have at most ${max} characters`);

/** A count or a size: a non-negative safe integer, since no float is ever hashed. */
export const count = z.int().nonnegative();

export const hex64 = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hexadecimal digits');
export const uscc = z
  .string()
  .refine(isUscc, 'must be a unified social credit code with right check digits (GB 32100)');
export const regionCode = z.string().refine(isRegionCode, 'must be a six-digit region code (GB/T 2260)');
export const industryCode = z.string().refine(isIndustryCode, 'must be a letter and two to four digits (GB/T 4754)');
export const civilDate = z.string().refine(isCivilDate, 'must be a date, YYYY-MM-DD');
export const instant = z.string().refine(isInstant, 'must be an instant in UTC with milliseconds');
export const caseId = z.string().refine(isCaseId, 'must be a registry code, a hyphen and a ULID');
export const certificateNumber = z.string().refine(isCertificateNumber, 'must be a 15-character national number');
export const registryCode = z.string().regex(/^\d{3}$/, 'must be two digits of region and one of registry');
export const mspId = z.string().regex(/^[A-Za-z][A-Za-z0-9]{1,62}$/, 'must be an MSP id');
export const staffNumber = z.string().regex(/^[A-Za-z0-9-]{1,32}$/, 'must be a staff number');
export const identityKey = z.string().regex(/^[A-Za-z0-9]{2,63}:[0-9a-f]{64}$/, 'must be an MSP id and a key digest');
export const docId = z.string().regex(/^doc-[0-9a-f]{32}$/, 'must be a document id given by the vault');
export const noticeNo = z.string().regex(/^N-\d{3}-[0-9A-Z]{26}-\d{2}$/, 'must be a notice number');
export const objectionNo = z.string().regex(/^OB-\d{3}-[0-9A-Z]{26}-\d{3,6}$/, 'must be an objection number');
export const profileId = z.string().regex(/^[a-z0-9][a-z0-9-]{2,47}$/, 'must be a rule profile id');
export const calendarId = z.string().regex(/^[A-Z]{2}-\d{4}$/, 'must be a country and a year');
export const idempotencyKey = z
  .string()
  .regex(/^[A-Za-z0-9._:-]{8,128}$/, 'must be 8 to 128 letters, digits or . _ : -');
/** A JSON pointer (RFC 6901) into a filing. */
export const pointer = z.string().regex(/^(\/[A-Za-z0-9]{1,40}){1,6}$/, 'must be a JSON pointer into the filing');

/** A JSON pointer in which `*` stands for every item of a list. */
export const fieldPattern = z
  .string()
  .regex(/^(\/([A-Za-z0-9]{1,40}|\*)){1,6}$/, 'must be a JSON pointer into the filing, with * for every item');

/** What stands on the ledger for a value that must not: two salted digests of it. */
export const sealed = z.strictObject({ commitment: z.strictObject({ sha256: hex64, sm3: hex64 }) });
export type Sealed = z.infer<typeof sealed>;

/** A value of any kind; one schema, so that the API's description can give it one name. */
export const jsonValue = z.json();

export const legalBasis = z.array(text(120)).min(1).max(10);
