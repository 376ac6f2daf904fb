// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { fromBase64Url, fromUtf8, toBase64Url, toHex, utf8 } from '../bytes';
import { canonicalJson, parseJson } from '../canonicalJson';
import { parseInstant } from '../civilTime';
import { certificateNumber, instant, regionCode, uscc } from '../schemas/primitives';
import { RECOGNITION_OUTCOMES, recognitionNo } from '../schemas/recognition';
import { validated } from '../schemas/validate';
import { CERTIFICATE_STATUSES, RECOGNITION_PURPOSES } from '../schemas/vocabulary';
import { keyRefusal } from '../trust/keysInForce';
import { keyIdOf } from '../typedData/signedText';
import { isEs256 } from '../typedData/verifySignatures';
import type { BelievedAnchor } from './trustAnchor';
import { unlessRefused } from './unlessRefused';

const MOST_NUMBERS_ASKED = 1_000;

/** The number that a platform gave, after the platform's id: no national number has a colon. */
const foreignNumber = z.string().regex(/^[a-z0-9][a-z0-9-]{1,47}:\S(?:[^\p{Cc}]{0,62}\S)?$/u, {
  error: 'must be a 15-character national number, or PLATFORM:NUMBER for a foreign platform',
});
export const askedNumber = z.union([certificateNumber, foreignNumber]);

/** The parts of a foreign platform's number; undefined for a national one. */
export const foreignNumberParts = (
  asked: string,
): { readonly platformId: string; readonly number: string } | undefined => {
  const at = asked.indexOf(':');
  return at < 0 ? undefined : { platformId: asked.slice(0, at), number: asked.slice(at + 1) };
};

/** What somebody wants to know: whether certificates count in a region, for a purpose. */
export const recognitionQuestion = z.strictObject({
  numbers: z.array(askedNumber).min(1).max(MOST_NUMBERS_ASKED),
  purpose: z.enum(RECOGNITION_PURPOSES),
  region: regionCode,
  /** Chosen by whoever asks, so that no earlier answer passes for this one. */
  nonce: z
    .string()
    .regex(/^[A-Za-z0-9_-]{8,64}$/, 'must be 8 to 64 letters, digits, _ or -')
    .optional(),
});
export type RecognitionQuestion = z.infer<typeof recognitionQuestion>;

/** Why a certificate does not count; none of it says anything of the right itself. */
const NOT_RECOGNIZED = [
  'UNKNOWN',
  'NOT_VALID',
  'NOT_ASKED',
  'PENDING',
  'REFUSED',
  'PURPOSE_NOT_COVERED',
  'SUSPENDED',
  'ENDED',
  'NOT_TRUSTED',
  'SOURCE_STALE',
  'SOURCE_REFUTED',
] as const;

/** Where certificates stand: on this ledger, on a partner's, or with a platform on an EVM chain. */
export const CERTIFICATE_ORIGINS = ['LEDGER', 'PARTNER_LEDGER', 'FOREIGN_PLATFORM'] as const;

const institution = z.strictObject({ uscc, name: z.string() });

/** What is so of one certificate. */
const recognitionFinding = z.strictObject({
  number: askedNumber,
  recognized: z.boolean(),
  reason: z.enum(NOT_RECOGNIZED).optional(),
  reasonCode: z.string().optional(),
  origin: z.enum(CERTIFICATE_ORIGINS).optional(),
  /** The partner's ledger or the platform, by its id in the supervisor's trust list. */
  source: z.strictObject({ id: z.string(), name: z.string() }).optional(),
  /** Issued by a registry of the region, recognized by one, or trusted by the supervisor's list. */
  basis: z.enum(['ISSUED', 'RECOGNITION', 'TRUST_LIST']).optional(),
  /** The version of the trust list. */
  trustList: z.int().positive().optional(),
  by: institution.optional(),
  issuedBy: institution.optional(),
  status: z.enum(CERTIFICATE_STATUSES).optional(),
  /** As of when another ledger's registry signed the status. */
  statusAsOf: instant.optional(),
  /** What nobody but its source can say. */
  notExamined: z.array(z.enum(['STATUS_ON_THE_PLATFORM'])).optional(),
  recognitionNo: recognitionNo.optional(),
  localNo: z.string().optional(),
  outcome: z.enum(RECOGNITION_OUTCOMES).optional(),
  conditions: z.array(z.string()).optional(),
  /** When it came to what it is, where that was its source's doing. */
  since: instant.optional(),
  validUntil: instant.optional(),
});
export type RecognitionFinding = z.infer<typeof recognitionFinding>;

/** What a gateway answers for, as it is signed. */
export const recognitionAnswer = z.strictObject({
  channel: z.string(),
  register: uscc,
  /** USCC of the registry whose gateway answers. */
  answeredBy: uscc,
  question: recognitionQuestion,
  answers: z.array(recognitionFinding).max(MOST_NUMBERS_ASKED),
  /** Number of blocks at which it is true, and the instant. */
  blockHeight: z.int().nonnegative(),
  at: instant,
});
export type RecognitionSaid = z.infer<typeof recognitionAnswer>;

/** So that no answer is taken for a certificate, and no certificate for an answer (RFC 8725 3.11). */
const TYPE = 'dpr-recognition+jws';
const headerSchema = z.strictObject({ alg: z.literal('ES256'), kid: z.string(), typ: z.literal(TYPE) });

/** The signing input (RFC 7515 5.1) of an answer. @param keys - the version of the registry's key set */
export const answerInputOf = (said: RecognitionSaid, keys: number): string => {
  const header = { alg: 'ES256', kid: keyIdOf(said.answeredBy, keys), typ: TYPE };
  return [header, said].map((part) => toBase64Url(utf8(canonicalJson(part)))).join('.');
};

/** Why an answer is not to be relied on. */
export type AnswerCode =
  | 'ANSWER_MALFORMED'
  | 'ANSWER_TO_ANOTHER_QUESTION'
  | 'ANSWER_OF_ANOTHER_REGISTER'
  | 'ANSWER_KEY_UNKNOWN'
  | 'ANSWER_KEY_REFUSED'
  | 'ANSWER_SIGNATURE_WRONG'
  | 'ANSWER_STALE';

interface Read {
  readonly said: RecognitionSaid;
  readonly kid: string;
  readonly input: string;
  readonly signature: string;
}

const read = (text: string): Read | undefined => {
  const parts = text.split('.');
  if (parts.length !== 3) return undefined;
  const [header, payload, signature] = parts as [string, string, string];
  const jsonIn = (part: string): unknown => parseJson(fromUtf8(fromBase64Url(part)), 4_000_000);
  const { kid } = validated(headerSchema, jsonIn(header) as never);
  const said = validated(recognitionAnswer, jsonIn(payload) as never);
  return { said, kid, input: `${header}.${payload}`, signature: toHex(fromBase64Url(signature)) };
};

/** What a checker brings: whom it believes, what it asked, when it asks, and how old an answer it takes. */
export interface AnswerCheck {
  readonly anchor: BelievedAnchor;
  readonly question: RecognitionQuestion;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Milliseconds. */
  readonly mostAge: number;
}

/** Clocks differ: an answer may seem to come from so many milliseconds ahead. */
const MOST_AHEAD = 120_000;

const isFresh = (said: RecognitionSaid, { now, mostAge }: AnswerCheck): boolean => {
  const age = now - parseInstant(said.at);
  return age <= mostAge && age >= -MOST_AHEAD;
};

const keyProblem = ({ said, kid, input, signature }: Read, { anchor }: AnswerCheck): AnswerCode | undefined => {
  const institution = anchor.lists.at(-1)?.institutions.find(({ uscc: one }) => one === said.answeredBy);
  const set = institution?.keySets.find(({ version }) => keyIdOf(said.answeredBy, version) === kid);
  if (set === undefined) return 'ANSWER_KEY_UNKNOWN';
  if (keyRefusal(set, said.at) !== undefined) return 'ANSWER_KEY_REFUSED';
  return isEs256({ text: input, signature, key: set.keys.p256 }) ? undefined : 'ANSWER_SIGNATURE_WRONG';
};

const problemOf = (shown: Read, check: AnswerCheck): AnswerCode | undefined => {
  const { place } = check.anchor;
  const { said } = shown;
  if (said.channel !== place.channel || said.register !== place.register) return 'ANSWER_OF_ANOTHER_REGISTER';
  const problem = keyProblem(shown, check);
  if (problem !== undefined) return problem;
  if (canonicalJson(said.question) !== canonicalJson(check.question)) return 'ANSWER_TO_ANOTHER_QUESTION';
  return isFresh(said, check) ? undefined : 'ANSWER_STALE';
};

/**
 * Checks a signed answer with no network: signed by a registry that the anchor names, to this very question, lately.
 *
 * @param text - the compact JWS, which may be an attacker's
 */
export const checkAnswer = (
  text: string,
  check: AnswerCheck,
): { readonly said: RecognitionSaid } | { readonly refusal: AnswerCode } => {
  const shown = unlessRefused(
    () => read(text),
    () => undefined,
  );
  if (shown === undefined) return { refusal: 'ANSWER_MALFORMED' };
  const refusal = problemOf(shown, check);
  return refusal === undefined ? { said: shown.said } : { refusal };
};
