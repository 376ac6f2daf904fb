// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { agentFields, applicantFiling, applicantForm } from './applicant';
import { productFiling, productForm, WITHHOLDABLE_FIELDS } from './product';
import { count, docId, pointer, profileId, sealed, text, uscc } from './primitives';
import { rightFiling, rightForm } from './rights';
import { sketch } from './sketch';
import { MATERIAL_TYPES } from './vocabulary';

/** A material by reference: the file itself stays in the vault. */
export const materialForm = z.strictObject({ type: z.enum(MATERIAL_TYPES), docId });

/** The same material on the ledger, with a salted commitment to its digests. */
export const materialFiling = z.strictObject({
  type: z.enum(MATERIAL_TYPES),
  docId,
  mime: z.string().regex(/^[a-z]+\/[a-z0-9.+-]{1,80}$/),
  size: count,
  digests: sealed,
  /** Of a sample, so that registries find what is alike; from the registry's gateway. */
  sketch: sketch.optional(),
});

const withholdable = pointer.refine((path) => WITHHOLDABLE_FIELDS.includes(path), 'is a field that must be published');

const common = {
  profileId,
  agent: agentFields.optional(),
  /** The applicant's promise that everything is true, accurate and complete. */
  truthful: z.literal(true),
};

/** An application as the applicant sends it to its registry. */
export const applicationForm = z.strictObject({
  ...common,
  applicants: z.array(applicantForm).min(1).max(10),
  product: productForm,
  rights: z.array(rightForm).min(1).max(20),
  materials: z.array(materialForm).min(1).max(60),
  withhold: z
    .array(z.strictObject({ path: withholdable, reason: text(400) }))
    .max(WITHHOLDABLE_FIELDS.length)
    .default([]),
});

const isSealed = (product: Readonly<Record<string, unknown>>, path: string): boolean =>
  sealed.safeParse(product[path.slice('/product/'.length)]).success;

/** What of an application goes on the ledger. */
export const filing = z
  .strictObject({
    ...common,
    registry: uscc,
    applicants: z.array(applicantFiling).min(1).max(10),
    product: productFiling,
    rights: z.array(rightFiling).min(1).max(20),
    materials: z.array(materialFiling).min(1).max(60),
    withhold: z.array(z.strictObject({ path: withholdable, reason: sealed })).max(WITHHOLDABLE_FIELDS.length),
  })
  .superRefine(({ product, withhold }, context) => {
    for (const path of WITHHOLDABLE_FIELDS) {
      // The ledger's members see a filing: what must not be published must not stand there in the clear either.
      if (isSealed(product, path) !== withhold.some((item) => item.path === path)) {
        const message = 'a field is sealed if, and only if, it is to be withheld';
        context.addIssue({ code: 'custom', path: path.split('/').slice(1), message });
      }
    }
    if (new Set(withhold.map((item) => item.path)).size !== withhold.length) {
      context.addIssue({ code: 'custom', path: ['withhold'], message: 'a field must not stand twice' });
    }
  });

export type ApplicationForm = z.infer<typeof applicationForm>;
export type Filing = z.infer<typeof filing>;
export type MaterialFiling = z.infer<typeof materialFiling>;
