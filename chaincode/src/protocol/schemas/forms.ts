// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { materialForm, applicationForm } from './filing';
import type { Filing } from './filing';
import { caseId, docId, jsonValue, legalBasis, paragraphs, pointer, staffNumber, uscc } from './primitives';
import {
  ASSESSMENTS,
  CORRECTION_REASONS,
  EXTENSION_REASONS,
  MATERIAL_TYPES,
  MATERIAL_VERDICTS,
  POINT_VERDICTS,
  REASSIGNMENT_REASONS,
  REFUSAL_REASONS,
  REJECTION_REASONS,
  RELIEF_REASONS,
  TERMINATION_REASONS,
} from './vocabulary';
import { WHAT_TO_CORRECT } from './commands';
import type { CaseCommandName } from './commands';
import { objectionForms, raisedSealedPaths } from './objectionCommands';
import { sealedCorrectionPaths } from './sealing';

const finding = z.strictObject({ verdict: z.enum(POINT_VERDICTS), finding: paragraphs(2000) });
const points = z.strictObject({ description: finding, source: finding, rights: finding });
const assessments = z.strictObject({ applicantCapacity: finding, materialValidity: finding, sourceLegality: finding });
const none = z.strictObject({});

/**
 * What a person sends for each command: the same words as on the ledger, with free texts in the clear and documents by
 * reference. The gateway seals the paths of {@link commandSealedPaths} before anything leaves it.
 */
export const commandForms = {
  submit: applicationForm,
  requestCorrection: z.strictObject({
    items: z
      .array(
        z.strictObject({
          target: z.union(
            [z.strictObject({ material: z.enum(MATERIAL_TYPES) }), z.strictObject({ field: pointer })],
            WHAT_TO_CORRECT,
          ),
          verdict: z.enum(MATERIAL_VERDICTS).exclude(['OK']),
          reasonCode: z.enum(CORRECTION_REASONS),
          note: paragraphs(1000),
        }),
      )
      .min(1)
      .max(60),
  }),
  supplyCorrection: z.strictObject({
    materials: z.array(materialForm).max(60).default([]),
    fields: z
      .array(z.strictObject({ path: pointer, value: jsonValue }))
      .max(60)
      .default([]),
  }),
  proposeRefusal: z.strictObject({ reasonCode: z.enum(REFUSAL_REASONS), legalBasis, reason: paragraphs(2000) }),
  refuse: none,
  lapse: none,
  deemAccepted: none,
  accept: z.strictObject({
    checklist: z
      .array(z.strictObject({ type: z.enum(MATERIAL_TYPES), verdict: z.enum(MATERIAL_VERDICTS) }))
      .min(1)
      .max(30),
  }),
  assignReviewer: z.strictObject({ reviewer: staffNumber }),
  recuseReviewer: z.strictObject({ reason: paragraphs(2000) }),
  reassignReviewer: z.strictObject({
    reviewer: staffNumber,
    reasonCode: z.enum(REASSIGNMENT_REASONS),
    reason: paragraphs(2000),
  }),
  passFormalReview: z.strictObject({ points, noInterest: z.literal(true) }),
  failFormalReview: z.strictObject({ points, noInterest: z.literal(true) }),
  requestSupplement: z.strictObject({
    items: z
      .array(z.strictObject({ material: z.enum(MATERIAL_TYPES).exclude(['REVIEW_REPORT']), note: paragraphs(1000) }))
      .min(1)
      .max(10),
  }),
  supplySupplement: z.strictObject({ materials: z.array(materialForm).min(1).max(60) }),
  resumeReview: none,
  terminate: z.strictObject({ reasonCode: z.enum(TERMINATION_REASONS), legalBasis, reason: paragraphs(2000) }),
  extendReview: z.strictObject({ reasonCode: z.enum(EXTENSION_REASONS), reason: paragraphs(2000) }),
  assignAgency: z.strictObject({ agency: uscc, method: z.literal('ROTATION') }),
  requestDraw: none,
  drawAgency: none,
  declareIndependence: z.strictObject({ noInterest: z.literal(true), statement: paragraphs(2000) }),
  recuse: z.strictObject({ reason: paragraphs(2000) }),
  relieveAgency: z.strictObject({ reasonCode: z.enum(RELIEF_REASONS), legalBasis, reason: paragraphs(2000) }),
  submitOpinion: z.strictObject({ report: docId, points, assessments }),
  recordOverdue: none,
  reject: z.strictObject({
    reasonCode: z.enum(REJECTION_REASONS),
    legalBasis,
    reason: paragraphs(2000),
    departure: paragraphs(2000).optional(),
  }),
  publishNotice: z.strictObject({
    withheld: z
      .array(z.strictObject({ path: pointer, reason: paragraphs(400) }))
      .max(20)
      .default([]),
    departure: paragraphs(2000).optional(),
  }),
  closeNotice: none,
  ...objectionForms,
  grant: z.strictObject({ conflictsConsidered: z.array(caseId).max(40).optional() }),
  recomputeDeadline: none,
  withdraw: z.strictObject({ reason: paragraphs(2000) }),
} as const satisfies Record<CaseCommandName, z.ZodType>;

export type CommandForm<N extends CaseCommandName> = z.infer<(typeof commandForms)[N]>;

const pointPaths = ['description', 'source', 'rights'].map((point) => `/points/${point}/finding`);
const assessmentPaths = ASSESSMENTS.map((name) => `/assessments/${name}/finding`);
const each = (list: readonly unknown[], path: (index: number) => string): string[] =>
  list.map((_, index) => path(index));
const departurePath = ({ departure }: { departure?: string | undefined }): string[] =>
  departure === undefined ? [] : ['/departure'];

/**
 * The JSON pointers of a command's body whose values are sealed. An application form has its own list; a correction and
 * an amendment are looked at together with the filing that they change.
 */
export const commandSealedPaths: {
  [N in Exclude<CaseCommandName, 'submit'>]: (form: CommandForm<N>, filing?: Filing) => string[];
} = {
  requestCorrection: (form) => each(form.items, (index) => `/items/${index}/note`),
  supplyCorrection: (form, filed) => sealedCorrectionPaths(form.fields, filed),
  proposeRefusal: () => ['/reason'],
  refuse: () => [],
  lapse: () => [],
  deemAccepted: () => [],
  accept: () => [],
  assignReviewer: () => [],
  recuseReviewer: () => ['/reason'],
  reassignReviewer: () => ['/reason'],
  passFormalReview: () => pointPaths,
  failFormalReview: () => pointPaths,
  requestSupplement: (form) => each(form.items, (index) => `/items/${index}/note`),
  supplySupplement: () => [],
  resumeReview: () => [],
  terminate: () => ['/reason'],
  extendReview: () => ['/reason'],
  assignAgency: () => [],
  requestDraw: () => [],
  drawAgency: () => [],
  declareIndependence: () => ['/statement'],
  recuse: () => ['/reason'],
  relieveAgency: () => ['/reason'],
  submitOpinion: () => [...pointPaths, ...assessmentPaths],
  recordOverdue: () => [],
  reject: (form) => ['/reason', ...departurePath(form)],
  publishNotice: (form) => [...each(form.withheld, (index) => `/withheld/${index}/reason`), ...departurePath(form)],
  closeNotice: () => [],
  raiseObjection: raisedSealedPaths,
  replyToObjection: () => ['/statement'],
  withdrawObjection: () => ['/reason'],
  decideObjection: () => ['/reason'],
  recordObjectionOverdue: () => [],
  supplyAmendment: (form, filed) => sealedCorrectionPaths(form.fields, filed),
  failNotice: () => [],
  grant: () => [],
  recomputeDeadline: () => [],
  withdraw: () => ['/reason'],
};
