// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { certificateNumber, civilDate, docId, text } from './primitives';

/** As many certificates of this ledger as a filing may build on: each is read when it is decided. */
export const MAX_LEDGER_UPSTREAMS = 10;

const isDistinct = (values: readonly unknown[]): boolean => new Set(values).size === values.length;

const upstreamSource = z
  .strictObject({
    /** A certificate of this ledger. */
    certificateNumber: certificateNumber.optional(),
    /** A registration elsewhere, by the number that it has there. */
    registrationNumber: text(60).optional(),
    description: text(200),
    /** The licence by its name or terms. */
    licence: text(120).optional(),
    licenceDocument: docId.optional(),
    /** The last day of the contract that the use rests on. */
    contractEndsOn: civilDate.optional(),
  })
  .refine((source) => source.certificateNumber === undefined || source.registrationNumber === undefined, {
    path: ['registrationNumber'],
    message: 'is for registrations elsewhere',
  });

const numbersOf = (sources: readonly { readonly certificateNumber?: string | undefined }[]): string[] =>
  sources.flatMap((source) => source.certificateNumber ?? []);

/** What a product is made from. */
export const upstream = z
  .array(upstreamSource)
  .max(50)
  .refine((sources) => isDistinct(numbersOf(sources)), 'must not name a certificate twice')
  .refine(
    (sources) => numbersOf(sources).length <= MAX_LEDGER_UPSTREAMS,
    `must name at most ${MAX_LEDGER_UPSTREAMS} certificates of this ledger`,
  );

/**
 * Registrations of the same data before this one, each with its proof, or the declaration that there are none: a false
 * one is a ground for correction (CR-PRIOR) and rejection (RJ-CONCEAL).
 */
export const priorRegistrations = z.union(
  [
    z.literal('NONE'),
    z
      .array(
        z.strictObject({
          registry: text(120),
          number: text(60),
          type: text(60),
          date: civilDate,
          status: text(40),
          proof: docId,
        }),
      )
      .min(1)
      .max(20),
  ],
  'must be "NONE", or 1 to 20 registrations, each with registry, number, type, date, status and proof',
);

/** That a product of authorised public data has its own registration number, the decision looks at (N35 art. 15-2). */
export const publicData = z.strictObject({
  fromAuthorisedOperation: z.boolean(),
  registrationNumber: text(60).optional(),
});

/** What the applicant says of the object; each `true` names what is not registered (N35 art. 15). */
export const declarations = z.strictObject({
  /** Content or acquisition is against the law. */
  unlawful: z.boolean(),
  /** Somebody disputes who is entitled. */
  ownershipInDispute: z.boolean(),
  /** Data that a public body produces or collects in performing its duties. */
  governmentDutyData: z.boolean(),
});

export type UpstreamSource = z.infer<typeof upstreamSource>;
export type PriorRegistrations = z.infer<typeof priorRegistrations>;
