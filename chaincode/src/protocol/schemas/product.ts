// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { declarations, priorRegistrations, publicData, upstream } from './origin';
import { civilDate, count, docId, hex64, industryCode, name, paragraphs, regionCode, sealed, text } from './primitives';
import {
  COVERAGES,
  DATA_LEVELS,
  DERIVATIONS,
  MEDIA,
  OBJECT_KINDS,
  PRODUCT_FORMS,
  REGION_SCOPES,
  SOURCE_KINDS,
  STRUCTURES,
  UPDATE_FREQUENCIES,
} from './vocabulary';

const sources = z
  .array(z.strictObject({ kind: z.enum(SOURCE_KINDS), sharePercent: z.int().min(1).max(100) }))
  .min(1)
  .max(SOURCE_KINDS.length)
  .refine((items) => items.reduce((sum, item) => sum + item.sharePercent, 0) === 100, 'shares must add up to 100')
  .refine((items) => new Set(items.map((item) => item.kind)).size === items.length, 'each kind at most once');

const timeScope = z
  .strictObject({ from: civilDate, to: civilDate.optional() })
  .refine((scope) => scope.to === undefined || scope.from <= scope.to, 'must not end before it starts');

const personalInformation = z
  .strictObject({
    contained: z.boolean(),
    basis: text(200).optional(),
    deIdentification: text(200).optional(),
    impactAssessment: docId.optional(),
  })
  .refine((info) => !info.contained || info.basis !== undefined, {
    path: ['basis'],
    message: 'is required where the product contains personal information',
  });

/** What bytes the registration covers, and the Merkle root over their chunks. */
const content = z.strictObject({
  coverage: z.enum(COVERAGES),
  sha256Root: hex64,
  sha256: hex64,
  sm3: hex64,
  chunkBytes: count,
  bytes: count,
  manifestVersion: z.literal(1),
});

/** Fields that are never withheld: without them a notice would name nothing. */
const alwaysPublic = {
  dataName: name(40),
  objectKind: z.enum(OBJECT_KINDS),
  productForm: z.enum(PRODUCT_FORMS),
  industry: z.strictObject({ code: industryCode, tableVersion: z.literal('GB/T 4754-2017/1') }),
  regionScope: z.enum(REGION_SCOPES),
  regionCodes: z.array(regionCode).min(1).max(40),
  updateFrequency: z.enum(UPDATE_FREQUENCIES),
  derivation: z.enum(DERIVATIONS),
  content,
};

/** Public by rule, but an applicant may ask to withhold them for a reason. */
const withholdable = {
  dataSummary: text(400),
  sources,
  timeScope,
  volume: z.strictObject({ records: count, bytes: count, asOf: civilDate }),
  morphology: z
    .array(z.strictObject({ medium: z.enum(MEDIA), structure: z.enum(STRUCTURES) }))
    .min(1)
    .max(10),
  limits: z.array(text(200)).max(20),
};

/** Seen by members of the ledger, never in the notice. */
const membersOnly = {
  upstream,
  classification: z.strictObject({ category: text(60), level: z.enum(DATA_LEVELS) }),
  personalInformation,
  crossBorder: z.strictObject({ intended: z.boolean(), filingNumber: text(60).optional() }),
  publicData,
  declarations,
  priorRegistrations,
  sample: z.strictObject({ document: docId, fieldsDigest: hex64, rows: count }),
};

const confidential = {
  processingRule: paragraphs(2000).optional(),
  scenario: paragraphs(2000).optional(),
  watermark: z.strictObject({ algorithm: text(60), valueDigest: hex64 }).optional(),
};

type Kind = (typeof OBJECT_KINDS)[number];
type Form = (typeof PRODUCT_FORMS)[number];

/** Kinds that come in certain forms only. */
const FORMS_OF_KIND: Partial<Record<Kind, readonly Form[]>> = {
  DATA_ELEMENT: ['DATASET', 'INDEX', 'ENCRYPTED_DATA', 'API'],
  MODEL: ['MODEL', 'API'],
  VERIFICATION_SERVICE: ['API', 'APPLICATION'],
};

const checkForm = (
  { objectKind, productForm }: { readonly objectKind: Kind; readonly productForm: Form },
  context: z.core.$RefinementCtx,
): void => {
  const forms = FORMS_OF_KIND[objectKind];
  if (forms?.includes(productForm) === false) {
    const message = `must be one of ${forms.join(', ')} for this kind`;
    context.addIssue({ code: 'custom', path: ['productForm'], message });
  }
};

const orSealed = <T extends z.ZodType>(schema: T): z.ZodUnion<[T, typeof sealed]> => z.union([schema, sealed]);

/** The product as the applicant describes it. */
export const productForm = z
  .strictObject({ ...alwaysPublic, ...withholdable, ...membersOnly, ...confidential })
  .superRefine(checkForm);

/** The product on the ledger: withheld fields and trade secrets are sealed. */
export const productFiling = z
  .strictObject({
    ...alwaysPublic,
    dataSummary: orSealed(withholdable.dataSummary),
    sources: orSealed(withholdable.sources),
    timeScope: orSealed(withholdable.timeScope),
    volume: orSealed(withholdable.volume),
    morphology: orSealed(withholdable.morphology),
    limits: orSealed(withholdable.limits),
    ...membersOnly,
    processingRule: sealed.optional(),
    scenario: sealed.optional(),
    watermark: sealed.optional(),
  })
  .superRefine(checkForm);

/** JSON pointers of the fields that an applicant may ask to withhold from the notice. */
export const WITHHOLDABLE_FIELDS = Object.keys(withholdable).map((name) => `/product/${name}`);

export type ProductForm = z.infer<typeof productForm>;
export type ProductFiling = z.infer<typeof productFiling>;
