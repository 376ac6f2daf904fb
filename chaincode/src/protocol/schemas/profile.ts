// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { NOTICE_FAILURES } from './objectionVocabulary';
import { fieldPattern, profileId, text } from './primitives';
import { MATERIAL_TYPES, REVIEW_POINTS } from './vocabulary';

/**
 * A length of legal time. Working days are the law's; `SECOND` exists only for profiles that say `testOnly`, so that a
 * demonstration need not wait five working days.
 */
export const period = z.strictObject({
  unit: z.enum(['WORKING_DAY', 'MONTH', 'YEAR', 'SECOND']),
  length: z.int().min(1).max(86400),
});
export type Period = z.infer<typeof period>;

/** How long before the end of a validity something opens or closes: counted back, so that no working day is in it. */
export const leadTime = z.strictObject({
  unit: z.enum(['DAY', 'MONTH', 'YEAR']),
  length: z.int().min(1).max(3660),
});
export type LeadTime = z.infer<typeof leadTime>;

const DAYS = { DAY: 1, MONTH: 31, YEAR: 366 } as const;

/** By the longest that a month or a year can be, which is enough to tell which of two comes first. */
const daysAtMost = ({ unit, length }: LeadTime): number => DAYS[unit] * length;

const renewalWindow = z
  .strictObject({ opens: leadTime, closes: leadTime })
  .refine(({ opens, closes }) => daysAtMost(opens) > daysAtMost(closes), 'opens before it closes');

/** When a material must be there. `ALWAYS`, or a condition that the filing itself decides. */
export const REQUIRED_IF = [
  'ALWAYS',
  'HAS_PRIOR_REGISTRATION',
  'HAS_AGENT',
  'HAS_PERSONAL_INFORMATION',
  'NEVER',
] as const;

/** The steps that rest on an article of their own: the lifecycle names one for each of its rows. */
export const ARTICLES = [
  'application',
  'correction',
  'refusal',
  'acceptance',
  'assignment',
  'formalReview',
  'substantiveReview',
  'supplement',
  'termination',
  'extension',
  'rejection',
  'notice',
  'objection',
  'amendment',
  'attestation',
  'withdrawal',
] as const;

/** A registry's rules as data: a running case keeps the profile that it began under (architecture 6). */
export const ruleProfile = z
  .strictObject({
    profileId,
    version: z.int().min(1),
    title: text(120),
    source: text(400),
    testOnly: z.boolean(),
    periods: z.strictObject({
      acceptance: period,
      correction: period,
      review: period,
      /** For evidence that a review asks for; without it the period for corrections. */
      supplement: period.optional(),
      reviewExtension: period.optional(),
      notice: period,
      /** For the beacon's value that a draw waits for; without it one working day. */
      draw: period.optional(),
      /** For deciding an objection; without it the period for reviews. */
      objectionDecision: period.optional(),
      /** For amending what an objection was right about; without it the period for corrections. */
      amendment: period.optional(),
    }),
    validity: period,
    /** When a renewal may be filed, both counted back from the end of the validity. */
    renewalWindow: renewalWindow.optional(),
    checklist: z
      .array(z.strictObject({ type: z.enum(MATERIAL_TYPES), requiredIf: z.enum(REQUIRED_IF) }))
      .min(1)
      .max(30)
      .refine((items) => new Set(items.map((item) => item.type)).size === items.length, 'each material once'),
    review: z.strictObject({
      points: z
        .array(z.enum(REVIEW_POINTS))
        .length(REVIEW_POINTS.length)
        .refine((points) => new Set(points).size === points.length, 'each point once'),
      agency: z.boolean(),
      /** Whether an agency can only be drawn; without it the decider may also assign one by rotation. */
      drawOnly: z.boolean().optional(),
    }),
    /** How a case ends against whose notice an objection is upheld. */
    noticeFailure: z.enum(NOTICE_FAILURES),
    /** The fields of the filing that the notice publishes; `*` stands for every item of a list. */
    noticeFields: z.array(fieldPattern).min(1).max(60),
    /** The article on which each step rests. */
    articles: z.record(z.enum(ARTICLES), text(200)),
    remedy: text(400),
  })
  .superRefine((profile, context) => {
    const periods = [...Object.values(profile.periods), profile.validity];
    if (profile.validity.unit === 'WORKING_DAY') {
      context.addIssue({ code: 'custom', path: ['validity'], message: 'is counted in months or years' });
    }
    if (!profile.testOnly && periods.some((item) => item?.unit === 'SECOND')) {
      context.addIssue({ code: 'custom', path: ['periods'], message: 'seconds are for test-only profiles' });
    }
  });
export type RuleProfile = z.infer<typeof ruleProfile>;
