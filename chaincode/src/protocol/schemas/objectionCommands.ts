// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { materialFiling, materialForm } from './filing';
import {
  DECISION_OF_REASON,
  OBJECTION_DECISIONS,
  OBJECTION_GROUNDS,
  OBJECTION_REASONS,
  REPLY_POSITIONS,
  STANDINGS,
} from './objectionVocabulary';
import {
  caseId,
  count,
  docId,
  idempotencyKey,
  jsonValue,
  legalBasis,
  name,
  noticeNo,
  objectionNo,
  paragraphs,
  pointer,
  sealed,
  text,
} from './primitives';

const onCase = { idempotencyKey, caseId };
const onObjection = { ...onCase, objectionNo };

/** A document that somebody hands in to an objection: by reference and salted commitment, as every material. */
export const evidenceFiling = z.strictObject({
  docId,
  mime: z.string().regex(/^[a-z]+\/[a-z0-9.+-]{1,80}$/),
  size: count,
  digests: sealed,
});
export type EvidenceFiling = z.infer<typeof evidenceFiling>;

const fieldList = z
  .array(pointer)
  .min(1)
  .max(20)
  .refine((paths) => new Set(paths).size === paths.length, 'each field once');

/** What of an objection is the same in the clear and on the ledger. */
const claim = { standing: z.enum(STANDINGS), ground: z.enum(OBJECTION_GROUNDS), targetFields: fieldList };

type Standing = { readonly standing: string; readonly interest?: unknown };
const saysInterest = ({ standing, interest }: Standing): boolean =>
  (standing === 'INTERESTED_PARTY') === (interest !== undefined);
const interestRule = {
  path: ['interest'],
  message: 'an interested party says what the interest is, and nobody else does',
};

const ruling = {
  decision: z.enum(OBJECTION_DECISIONS),
  reasonCode: z.enum(OBJECTION_REASONS),
  legalBasis,
  /** Of an objection that is upheld in part: the fields in which it is right, for the applicant to amend. */
  upheldFields: fieldList.optional(),
};
type Ruling = {
  readonly decision: string;
  readonly reasonCode: keyof typeof DECISION_OF_REASON;
  readonly upheldFields?: unknown;
};
const hasReason = ({ decision, reasonCode }: Ruling): boolean => DECISION_OF_REASON[reasonCode] === decision;
const reasonRule = { path: ['reasonCode'], message: 'is not a reason for this decision' };
const namesFields = ({ decision, upheldFields }: Ruling): boolean =>
  (decision === 'PART') === (upheldFields !== undefined);
const fieldsRule = {
  path: ['upheldFields'],
  message: 'are named where an objection is upheld in part, and only then',
};

/** The commands about objections to a notice, as the ledger receives them. */
export const objectionCommands = {
  raiseObjection: z
    .strictObject({
      ...onCase,
      noticeNo,
      ...claim,
      /** The objector's full name and where to reach the objector: an objection is raised by real name. */
      objectorName: sealed,
      contact: sealed,
      interest: sealed.optional(),
      reason: sealed,
      evidence: z.array(evidenceFiling).min(1).max(20),
    })
    .refine(saysInterest, interestRule),
  replyToObjection: z.strictObject({
    ...onObjection,
    position: z.enum(REPLY_POSITIONS),
    statement: sealed,
    evidence: z.array(evidenceFiling).max(20),
  }),
  withdrawObjection: z.strictObject({ ...onObjection, reason: sealed }),
  decideObjection: z
    .strictObject({ ...onObjection, ...ruling, reason: sealed })
    .refine(hasReason, reasonRule)
    .refine(namesFields, fieldsRule),
  /** Objections were not decided in time. */
  recordObjectionOverdue: z.strictObject(onCase),
  supplyAmendment: z.strictObject({
    ...onCase,
    /** Evidence for the new values, beside what was filed before. */
    materials: z.array(materialFiling).max(60),
    fields: z
      .array(z.strictObject({ path: pointer, value: jsonValue }))
      .min(1)
      .max(60),
  }),
  /** What was upheld was not amended in time. */
  failNotice: z.strictObject(onCase),
} as const;
export type ObjectionCommandName = keyof typeof objectionCommands;

/** The commands that name an objection, or raise one: they are given at the objection's own address. */
export const OBJECTION_STEPS = [
  'raiseObjection',
  'replyToObjection',
  'withdrawObjection',
  'decideObjection',
] as const satisfies readonly ObjectionCommandName[];
export type ObjectionStep = (typeof OBJECTION_STEPS)[number];

const evidenceForm = z.array(docId).max(20);

/** What a person sends for each of them. */
export const objectionForms = {
  raiseObjection: z
    .strictObject({
      ...claim,
      objectorName: name(120),
      contact: text(200),
      interest: paragraphs(2000).optional(),
      reason: paragraphs(4000),
      evidence: evidenceForm.min(1),
    })
    .refine(saysInterest, interestRule),
  replyToObjection: z.strictObject({
    position: z.enum(REPLY_POSITIONS),
    statement: paragraphs(4000),
    evidence: evidenceForm.default([]),
  }),
  withdrawObjection: z.strictObject({ reason: paragraphs(2000) }),
  decideObjection: z
    .strictObject({ ...ruling, reason: paragraphs(4000) })
    .refine(hasReason, reasonRule)
    .refine(namesFields, fieldsRule),
  recordObjectionOverdue: z.strictObject({}),
  supplyAmendment: z.strictObject({
    materials: z.array(materialForm).max(60).default([]),
    fields: z
      .array(z.strictObject({ path: pointer, value: jsonValue }))
      .min(1)
      .max(60),
  }),
  failNotice: z.strictObject({}),
} as const satisfies Record<ObjectionCommandName, z.ZodType>;

type RaiseForm = z.infer<typeof objectionForms.raiseObjection>;

/** The pointers of the values that are sealed in what is sent about an objection. */
export const raisedSealedPaths = ({ interest }: RaiseForm): string[] => [
  '/objectorName',
  '/contact',
  ...(interest === undefined ? [] : ['/interest']),
  '/reason',
];
