// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { reportId } from './interference';
import { filing, materialFiling } from './filing';
import { certificateSignatures } from './certificateKeys';
import { objectionCommands } from './objectionCommands';
import {
  calendarId,
  caseId,
  certificateNumber,
  hex64,
  idempotencyKey,
  legalBasis,
  mspId,
  objectionNo,
  pointer,
  profileId,
  sealed,
  staffNumber,
  uscc,
} from './primitives';
import { ruleProfile } from './profile';
import { recognitionNo } from './recognition';
import { workingCalendar } from './calendar';
import { institution } from './institution';
import {
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

const onCase = { idempotencyKey, caseId };
const bare = z.strictObject(onCase);

/** Cases whose registered claims contradict this one, and which the decider has looked at. */
const conflictsConsidered = z.array(caseId).max(40).optional();

const pointFinding = z.strictObject({ verdict: z.enum(POINT_VERDICTS), finding: sealed });
const points = z.strictObject({ description: pointFinding, source: pointFinding, rights: pointFinding });
const assessments = z.strictObject({
  applicantCapacity: pointFinding,
  materialValidity: pointFinding,
  sourceLegality: pointFinding,
});

/** What is said of anything else. */
export const WHAT_TO_CORRECT = 'must name one material, or one field by JSON pointer';

const correctionItem = z.strictObject({
  target: z.union(
    [
      z.strictObject({ material: z.enum(MATERIAL_TYPES) }),
      /** A field of the filing, named by JSON pointer. */
      z.strictObject({ field: pointer }),
    ],
    WHAT_TO_CORRECT,
  ),
  verdict: z.enum(MATERIAL_VERDICTS).exclude(['OK']),
  reasonCode: z.enum(CORRECTION_REASONS),
  note: sealed,
});

/** Evidence that a review cannot do without. */
const supplementItem = z.strictObject({ material: z.enum(MATERIAL_TYPES).exclude(['REVIEW_REPORT']), note: sealed });

/** The commands on a case, each as the ledger receives it: free texts are sealed before they get here. */
export const caseCommands = {
  submit: z.strictObject({ idempotencyKey, filing }),
  requestCorrection: z.strictObject({ ...onCase, items: z.array(correctionItem).min(1).max(60) }),
  supplyCorrection: z.strictObject({
    ...onCase,
    materials: z.array(materialFiling).max(60),
    /** New values of the listed fields, as they stand in a filing. */
    fields: z.array(z.strictObject({ path: pointer, value: z.json() })).max(60),
  }),
  proposeRefusal: z.strictObject({ ...onCase, reasonCode: z.enum(REFUSAL_REASONS), legalBasis, reason: sealed }),
  refuse: bare,
  /** The correction was not supplied in time. */
  lapse: bare,
  /** Acceptance was not decided in time. */
  deemAccepted: bare,
  accept: z.strictObject({
    ...onCase,
    checklist: z
      .array(z.strictObject({ type: z.enum(MATERIAL_TYPES), verdict: z.enum(MATERIAL_VERDICTS) }))
      .min(1)
      .max(30),
  }),
  assignReviewer: z.strictObject({ ...onCase, reviewer: staffNumber }),
  /** The reviewer named finds a tie of their own. */
  recuseReviewer: z.strictObject({ ...onCase, reason: sealed }),
  reassignReviewer: z.strictObject({
    ...onCase,
    reviewer: staffNumber,
    reasonCode: z.enum(REASSIGNMENT_REASONS),
    reason: sealed,
  }),
  passFormalReview: z.strictObject({ ...onCase, points, noInterest: z.literal(true) }),
  /** At least one point is not satisfied. */
  failFormalReview: z.strictObject({ ...onCase, points, noInterest: z.literal(true) }),
  requestSupplement: z.strictObject({ ...onCase, items: z.array(supplementItem).min(1).max(10) }),
  supplySupplement: z.strictObject({ ...onCase, materials: z.array(materialFiling).min(1).max(60) }),
  /** What was asked for was not supplied in time: the clock of the review starts again. */
  resumeReview: bare,
  terminate: z.strictObject({ ...onCase, reasonCode: z.enum(TERMINATION_REASONS), legalBasis, reason: sealed }),
  extendReview: z.strictObject({ ...onCase, reasonCode: z.enum(EXTENSION_REASONS), reason: sealed }),
  assignAgency: z.strictObject({ ...onCase, agency: uscc, method: z.literal('ROTATION') }),
  /** Fixes who can be drawn; the lots fall by a value that nobody knows yet but its committer. */
  requestDraw: bare,
  /** Carries out the draw; the command adds nothing to it. */
  drawAgency: bare,
  declareIndependence: z.strictObject({ ...onCase, noInterest: z.literal(true), statement: sealed }),
  /** The agency itself finds that it may not go on. */
  recuse: z.strictObject({ ...onCase, reason: sealed }),
  relieveAgency: z.strictObject({ ...onCase, reasonCode: z.enum(RELIEF_REASONS), legalBasis, reason: sealed }),
  submitOpinion: z.strictObject({ ...onCase, report: materialFiling, points, assessments }),
  /** The review was not completed in time. */
  recordOverdue: bare,
  reject: z.strictObject({
    ...onCase,
    reasonCode: z.enum(REJECTION_REASONS),
    legalBasis,
    reason: sealed,
    /** Why the decision departs from a review that found every point satisfied. */
    departure: sealed.optional(),
  }),
  publishNotice: z.strictObject({
    ...onCase,
    /** The withheld fields that the decider approves, each with the reason for it. */
    withheld: z.array(z.strictObject({ path: pointer, reason: sealed })).max(20),
    /** Why the decision departs from an agency's opinion that was not favourable. */
    departure: sealed.optional(),
  }),
  closeNotice: bare,
  ...objectionCommands,
  grant: z.strictObject({ ...onCase, conflictsConsidered, signatures: certificateSignatures.optional() }),
  /** The calendar that a provisional deadline waited for has been published. */
  recomputeDeadline: bare,
  withdraw: z.strictObject({ ...onCase, reason: sealed }),
} as const;

export type CaseCommandName = keyof typeof caseCommands;
export type CaseCommand<N extends CaseCommandName = CaseCommandName> = z.infer<(typeof caseCommands)[N]>;
export const CASE_COMMANDS = Object.keys(caseCommands) as CaseCommandName[];

/** What the supervisor puts on the ledger; each proposal waits for the approval of a second officer. */
export const institutionCommands = {
  /** The first transaction of a register: its supervisor, and the organizations whose peers endorse. */
  found: z.strictObject({ idempotencyKey, institution, endorsers: z.array(mspId).min(3).max(20) }),
  propose: z.strictObject({ idempotencyKey, institution }),
  approve: z.strictObject({ idempotencyKey, uscc, hash: hex64 }),
} as const;

export const profileCommands = {
  propose: z.strictObject({ idempotencyKey, profile: ruleProfile }),
  approve: z.strictObject({ idempotencyKey, profileId, hash: hex64 }),
} as const;

export const calendarCommands = {
  propose: z.strictObject({ idempotencyKey, calendar: workingCalendar }),
  approve: z.strictObject({ idempotencyKey, calendarId, hash: hex64 }),
} as const;

export const queries = {
  readCase: z.strictObject({ caseId }),
  readObjection: z.strictObject({ objectionNo }),
  readCertificate: z.strictObject({ number: certificateNumber }),
  readInstitution: z.strictObject({ uscc }),
  readProfile: z.strictObject({ profileId }),
  readBeacon: z.strictObject({}),
  readInterference: z.strictObject({ reportId }),
  readRecognition: z.strictObject({ recognitionNo }),
  readCalendar: z.strictObject({ calendarId }),
} as const;
