// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import type { Person } from './person';
import {
  caseId,
  certificateNumber,
  civilDate,
  idempotencyKey,
  legalBasis,
  paragraphs,
  profileId,
  sealed,
  text,
  uscc,
} from './primitives';
import type { Sealed } from './primitives';
import type { ProfileDifference } from '../profileDifferences';
import { RECOGNITION_PURPOSES } from './vocabulary';
import type { CERTIFICATE_STATUSES, REVIEW_POINTS } from './vocabulary';

/** Where a recognition (互认) stands: domain section 4, rows 42 and 43. */
export const RECOGNITION_STATES = [
  'REQUESTED',
  'VERIFIED',
  'FULL',
  'CONDITIONAL',
  'REFUSED',
  'SUSPENDED',
  'ENDED',
] as const;
export type RecognitionState = (typeof RECOGNITION_STATES)[number];

export const RECOGNITION_OUTCOMES = ['FULL', 'CONDITIONAL', 'REFUSED'] as const;
export type RecognitionOutcome = (typeof RECOGNITION_OUTCOMES)[number];

/** What is checked of a source certificate without anybody's judgement; each has the reason code of its refusal. */
export const RECOGNITION_CHECKS = ['RC-ISSUER', 'RC-PROOF', 'RC-STATUS'] as const;
export type RecognitionCheck = (typeof RECOGNITION_CHECKS)[number];

/** Why a recognition is refused (domain section 4). */
const RECOGNITION_REFUSALS = [...RECOGNITION_CHECKS, 'RC-CONFLICT', 'RC-PROFILE', 'RC-PURPOSE'] as const;

/** Whether what was examined there is what would be examined here. */
const EQUIVALENCE_VERDICTS = ['EQUIVALENT', 'CONDITIONAL', 'NOT_EQUIVALENT'] as const;

/** What becomes of a recognition when its source changes, and why. */
export const RECOGNITION_CAUSES = ['SOURCE_STATUS', 'SOURCE_EXPIRED', 'PERIOD_OVER', 'SOURCE_RESTORED'] as const;

const APPEAL_OUTCOMES = ['UPHELD', 'DISMISSED'] as const;
export type AppealOutcome = (typeof APPEAL_OUTCOMES)[number];

export const recognitionNo = z
  .string()
  .regex(/^RC-\d{3}-[0-7][0-9A-HJKMNP-TV-Z]{25}$/, 'must be the number of a recognition');

const purposes = z
  .array(z.enum(RECOGNITION_PURPOSES))
  .min(1)
  .max(RECOGNITION_PURPOSES.length)
  .refine((values) => new Set(values).size === values.length, 'each purpose once');
const conditions = z.array(text(400)).min(1).max(10);

const asked = { number: certificateNumber, registry: uscc, purposes, until: civilDate.optional() } as const;

const sealedPoint = z.strictObject({ verdict: z.enum(EQUIVALENCE_VERDICTS), finding: sealed });
const plainPoint = z.strictObject({ verdict: z.enum(EQUIVALENCE_VERDICTS), finding: paragraphs(2000) });

/** Registered claims in the same content at the recognizing registry that contradict it, and which the decider looked at. */
const conflictsConsidered = z.array(caseId).max(40).optional();

const decision = {
  outcome: z.enum(RECOGNITION_OUTCOMES),
  /** Of the purposes asked for, those that are recognized; all of them where it is recognized in full. */
  purposes: purposes.optional(),
  /** Public: they bind whoever relies on the recognition. */
  conditions: conditions.optional(),
  until: civilDate.optional(),
  reasonCode: z.enum(RECOGNITION_REFUSALS).optional(),
  legalBasis,
  conflictsConsidered,
} as const;

type Decided = {
  readonly outcome: RecognitionOutcome;
  readonly purposes?: readonly unknown[] | undefined;
  readonly conditions?: readonly unknown[] | undefined;
  readonly until?: string | undefined;
  readonly reasonCode?: string | undefined;
};

/** What each outcome says, and what it must leave unsaid. */
const SAID: Readonly<
  Record<RecognitionOutcome, { readonly needs: readonly string[]; readonly lacks: readonly string[] }>
> = {
  FULL: { needs: [], lacks: ['purposes', 'conditions', 'reasonCode'] },
  CONDITIONAL: { needs: ['purposes', 'conditions'], lacks: ['reasonCode'] },
  REFUSED: { needs: ['reasonCode'], lacks: ['purposes', 'conditions', 'until'] },
};

const saysWhatItMust = (decided: Decided, context: z.RefinementCtx): void => {
  const said = new Set(Object.keys(decided));
  const { needs, lacks } = SAID[decided.outcome];
  for (const name of [...needs.filter((one) => !said.has(one)), ...lacks.filter((one) => said.has(one))]) {
    const message = needs.includes(name) ? 'is said where the outcome is' : 'is not said where the outcome is';
    context.addIssue({ code: 'custom', path: [name], message: `${message} ${decided.outcome}` });
  }
};

const onRecognition = { idempotencyKey, recognitionNo } as const;

/** The commands on a recognition, as the ledger receives them. */
export const recognitionCommands = {
  request: z.strictObject({ idempotencyKey, ...asked }),
  verify: z.strictObject({
    ...onRecognition,
    /** The rules of the recognizing registry with which those of the source are compared. */
    profileId,
    points: z.strictObject({ description: sealedPoint, source: sealedPoint, rights: sealedPoint }),
  }),
  decide: z.strictObject({ ...onRecognition, ...decision, reason: sealed }).superRefine(saysWhatItMust),
  /** The source has changed, or the period is over. */
  follow: z.strictObject(onRecognition),
  appeal: z.strictObject({ ...onRecognition, statement: sealed }),
  decideAppeal: z.strictObject({ ...onRecognition, outcome: z.enum(APPEAL_OUTCOMES), legalBasis, reason: sealed }),
} as const;
export type RecognitionCommandName = keyof typeof recognitionCommands;
export type RecognitionCommand<N extends RecognitionCommandName> = z.infer<(typeof recognitionCommands)[N]>;

/** What a person sends; the gateway seals the words. */
export const recognitionForms = {
  request: z.strictObject(asked),
  verify: z.strictObject({
    profileId,
    points: z.strictObject({ description: plainPoint, source: plainPoint, rights: plainPoint }),
  }),
  decide: z.strictObject({ ...decision, reason: paragraphs(4000) }).superRefine(saysWhatItMust),
  appeal: z.strictObject({ statement: paragraphs(4000) }),
  decideAppeal: z.strictObject({ outcome: z.enum(APPEAL_OUTCOMES), legalBasis, reason: paragraphs(4000) }),
} as const;

/** Which registry, as it was when the recognition was asked for. */
export type RecognizingRegistry = {
  readonly uscc: string;
  readonly name: string;
  readonly registryCode: string;
  readonly mspId: string;
  readonly regionCodes: readonly string[];
};

/** The certificate that is recognized, as it stood at a decision on the recognition. */
export type RecognitionSource = {
  readonly number: string;
  readonly version: number;
  readonly registry: { readonly uscc: string; readonly name: string };
  readonly profile: { readonly profileId: string; readonly hash: string };
  readonly recordDigest: { readonly sha256: string; readonly sm3: string };
  readonly validTo: string;
  readonly validUntil: string;
};

export type CheckResult = { readonly check: RecognitionCheck; readonly passed: boolean };

export type Equivalence = Readonly<
  Record<
    (typeof REVIEW_POINTS)[number],
    { readonly verdict: (typeof EQUIVALENCE_VERDICTS)[number]; readonly finding: Sealed }
  >
>;

/** What the reviewer of the recognizing registry found. */
export type RecognitionVerification = {
  readonly profile: { readonly profileId: string; readonly hash: string };
  /** Where the two rule profiles differ; both stand on the ledger. */
  readonly differences: readonly Pick<ProfileDifference, 'subject' | 'point'>[];
  readonly points: Equivalence;
  readonly checks: readonly CheckResult[];
};

export type RecognitionDecision = {
  readonly outcome: RecognitionOutcome;
  readonly purposes: readonly (typeof RECOGNITION_PURPOSES)[number][];
  readonly conditions: readonly string[];
  readonly checks: readonly CheckResult[];
  readonly conflicts: readonly string[];
  readonly reason: Sealed;
  /** The number under which it is recognized, the last civil day of that, and its end; none where it is refused. */
  readonly localNo?: string;
  readonly validTo?: string;
  readonly validUntil?: string;
};

/** What became of the source, and how long it took until the recognition followed. */
export type RecognitionFollowing = {
  readonly cause: (typeof RECOGNITION_CAUSES)[number];
  readonly source: {
    readonly status: (typeof CERTIFICATE_STATUSES)[number];
    readonly eventSeq: number;
    readonly eventHash: string;
  };
  /** When it came about, by the source's own record. */
  readonly since: string;
  /** From then until the transaction that recorded it, in milliseconds. */
  readonly propagationMs: number;
};

export type RecognitionAppeal = {
  readonly statement: Sealed;
  readonly lodgedAt: string;
  readonly lodgedBy: Person;
  readonly outcome?: AppealOutcome;
  readonly legalBasis?: readonly string[];
  readonly reason?: Sealed;
  readonly decidedAt?: string;
  readonly decidedBy?: Person;
};

/** A registry's decision to rely on a certificate that another one granted (domain 3.6). */
export type RecognitionRecord = {
  readonly kind: 'recognition';
  readonly schemaVersion: number;
  readonly recognitionNo: string;
  readonly state: RecognitionState;
  readonly registry: RecognizingRegistry;
  readonly source: RecognitionSource;
  readonly purposes: readonly (typeof RECOGNITION_PURPOSES)[number][];
  /** The last civil day that was asked for. */
  readonly until?: string;
  readonly requestedAt: string;
  readonly requestedBy: Person;
  readonly verification?: RecognitionVerification & { readonly verifiedAt: string; readonly verifiedBy: Person };
  readonly decision?: RecognitionDecision & {
    readonly reasonCode?: string;
    readonly legalBasis: readonly string[];
    readonly decidedAt: string;
    readonly decidedBy: Person;
  };
  readonly followed?: RecognitionFollowing & { readonly recordedAt: string };
  readonly appeal?: RecognitionAppeal;
  /** An upheld appeal has the decision made anew, by somebody else; until then the one before it stands. */
  readonly reopened?: true;
  readonly eventSeq: number;
  readonly lastEventHash: string;
  readonly lastEventAt: string;
};

/** What a command on a recognition answers, and answers again when it is repeated. */
export type RecognitionAnswer = {
  readonly recognitionNo: string;
  readonly state: RecognitionState;
  readonly localNo?: string;
  readonly eventSeq: number;
  readonly eventHash: string;
};
