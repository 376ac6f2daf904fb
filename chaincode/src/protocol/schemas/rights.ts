// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { civilDate, docId, name, regionCode, sealed, text, uscc } from './primitives';
import { EXCLUSIVITIES, RIGHT_BASES, RIGHT_TYPES } from './vocabulary';

const fields = {
  holderUscc: uscc.optional(),
  rightType: z.enum(RIGHT_TYPES),
  exclusivity: z.enum(EXCLUSIVITIES),
  sharePercent: z.int().min(1).max(100).optional(),
  coHoldersConsent: z.boolean().optional(),
  term: z
    .strictObject({ from: civilDate, to: civilDate.optional() })
    .refine((term) => term.to === undefined || term.from <= term.to, 'must not end before it starts'),
  conditions: text(400).optional(),
  limits: text(400).optional(),
  basis: z.enum(RIGHT_BASES),
  evidence: z.array(docId).min(1).max(10),
  regionCodes: z.array(regionCode).min(1).max(40),
};

/** One line of the rights configuration (权利配置说明): who holds which right, on what basis, until when. */
export const rightForm = z.strictObject({ holderName: name(120), ...fields });

/** The same line on the ledger: the name of a natural person is sealed. */
export const rightFiling = z
  .strictObject({ holderName: z.union([name(120), sealed]), ...fields })
  .refine((line) => (typeof line.holderName === 'string') === (line.holderUscc !== undefined), {
    path: ['holderName'],
    message: 'a person is sealed, an organization is named with its USCC',
  });

export type RightFiling = z.infer<typeof rightFiling>;
