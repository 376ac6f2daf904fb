// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { civilDate, docId, name, regionCode, sealed, text, uscc } from './primitives';
import { EXCLUSIVITIES, RIGHT_BASES, RIGHT_TYPES } from './vocabulary';

/**
 * Who produced the data together with the holder, and on what terms. A natural person goes without a USCC: the consent
 * names that person, the ledger does not.
 */
const joint = z.strictObject({
  contract: docId.optional(),
  coProducers: z
    .array(z.strictObject({ uscc: uscc.optional(), consent: docId.optional() }))
    .min(1)
    .max(20),
});

const fields = {
  holderUscc: uscc.optional(),
  rightType: z.enum(RIGHT_TYPES),
  exclusivity: z.enum(EXCLUSIVITIES),
  sharePercent: z.int().min(1).max(100).optional(),
  joint: joint.optional(),
  /** Evidence that a product of openly available data does not in substance replace what it was taken from. */
  nonSubstitution: docId.optional(),
  term: z
    .strictObject({ from: civilDate, to: civilDate.optional() })
    .refine((term) => term.to === undefined || term.from <= term.to, 'must not end before it starts'),
  conditions: text(400).optional(),
  limits: text(400).optional(),
  basis: z.enum(RIGHT_BASES),
  evidence: z.array(docId).min(1).max(10),
  regionCodes: z.array(regionCode).min(1).max(40),
};

const checkJoint = (
  { basis, joint: terms }: { readonly basis: string; readonly joint?: unknown },
  context: z.core.$RefinementCtx,
): void => {
  if ((basis === 'JOINT') !== (terms !== undefined)) {
    const message = 'is there if, and only if, the data were produced together with others';
    context.addIssue({ code: 'custom', path: ['joint'], message });
  }
};

/** One line of the rights configuration (权利配置说明): who holds which right, on what basis, until when. */
export const rightForm = z.strictObject({ holderName: name(120), ...fields }).superRefine(checkJoint);

/** The same line on the ledger: the name of a natural person is sealed. */
export const rightFiling = z
  .strictObject({ holderName: z.union([name(120), sealed]), ...fields })
  .superRefine(checkJoint)
  .refine((line) => (typeof line.holderName === 'string') === (line.holderUscc !== undefined), {
    path: ['holderName'],
    message: 'a person is sealed, an organization is named with its USCC',
  });

export type RightForm = z.infer<typeof rightForm>;
export type RightFiling = z.infer<typeof rightFiling>;
