// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { civilDate, mspId, name, profileId, regionCode, registryCode, text, uscc } from './primitives';
import { CASE_TYPES, INSTITUTION_KINDS } from './vocabulary';

const common = {
  uscc,
  name: name(120),
  mspId,
  regionCodes: z.array(regionCode).min(1).max(40),
  accreditation: z.strictObject({ number: text(60), from: civilDate, to: civilDate.optional() }),
  complaintChannel: text(200),
};

const registry = z
  .strictObject({
    ...common,
    institutionKind: z.literal('REGISTRY'),
    registryCode,
    caseTypes: z.array(z.enum(CASE_TYPES)).min(1),
    profileIds: z.array(profileId).min(1).max(20),
  })
  .refine((item) => item.regionCodes.some((code) => code.startsWith(item.registryCode.slice(0, 2))), {
    path: ['registryCode'],
    message: 'must begin with the region of the registry',
  });

const agency = z.strictObject({
  ...common,
  institutionKind: z.literal('AGENCY'),
  qualification: z.strictObject({
    number: text(60),
    field: text(120),
    /** Sections of GB/T 4754 whose products the agency may examine; absent where it may examine all. */
    industries: z
      .array(z.string().regex(/^[A-T]$/, 'must be a section of GB/T 4754'))
      .min(1)
      .max(20)
      .optional(),
  }),
  /** USCCs of organizations that the agency has declared an interest in. */
  declaredTies: z.array(uscc).max(200),
});

const otherKinds = INSTITUTION_KINDS.filter((kind) => kind !== 'REGISTRY' && kind !== 'AGENCY');
const other = z.strictObject({ ...common, institutionKind: z.enum(otherKinds) });

/** A registry, agency, supervisor, judicial body or exchange, as the supervisor accredits it (domain 3.6). */
export const institution = z.discriminatedUnion('institutionKind', [registry, agency, other]);
export type Institution = z.infer<typeof institution>;
export type Registry = z.infer<typeof registry>;
export type Agency = z.infer<typeof agency>;
