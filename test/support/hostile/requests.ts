// SPDX-License-Identifier: Apache-2.0
import type { CaseState } from '@registry/chaincode/protocol';
import { LIFECYCLE } from '../../../chaincode/src/domain/lifecycle';
import { CASE_COMMANDS } from '../../../chaincode/src/protocol/schemas/commands';
import type { CaseCommandName } from '../../../chaincode/src/protocol/schemas/commands';
import { STEP_OF_WORD } from '../../../gateway/src/features/objections/writeHandlers';
import { addressIn } from './described';
import type { Described } from './described';
import { hostileBodies } from './hostileValues';
import { namesField } from './judge';
import { giverOf, PEOPLE } from './people';
import type { RawRequest, Verdict } from './rawDoor';
import type { Stage } from './stage';

/** A request with what must be said to it. */
export interface HostileRequest {
  readonly what: string;
  readonly request: RawRequest;
  readonly isRefused: (verdict: Verdict) => boolean;
}

/** Who may use the operations that are no commands on a case. */
const CALLERS: Readonly<Record<string, string>> = {
  login: PEOPLE.applicant,
  verifyCertificate: PEOPLE.applicant,
  submitApplications: PEOPLE.applicant,
  saveDraft: PEOPLE.applicant,
  replaceDraft: PEOPLE.applicant,
  deleteDraft: PEOPLE.applicant,
  submitDraft: PEOPLE.applicant,
  acknowledgeInboxItem: PEOPLE.applicant,
  grantApplications: PEOPLE.decider,
  reportInterference: PEOPLE.agency,
  closeInterferenceReport: PEOPLE.supervisor,
  turnDrawBeacon: PEOPLE.supervisor,
  suspendCertificate: PEOPLE.supervisor,
  restoreCertificate: PEOPLE.supervisor,
  revokeCertificate: PEOPLE.supervisor,
  requestRecognition: PEOPLE.applicant,
  verifyRecognition: PEOPLE.reviewer,
  decideRecognition: PEOPLE.decider,
  appealRecognition: PEOPLE.applicant,
  decideRecognitionAppeal: PEOPLE.supervisor,
  askRecognitions: PEOPLE.applicant,
  proposeProfile: PEOPLE.supervisor,
  approveProfile: PEOPLE.supervisor,
  rotateKeys: PEOPLE.decider,
  revokeKeys: PEOPLE.supervisor,
  proposeTrustList: PEOPLE.supervisor,
  approveTrustList: PEOPLE.supervisor,
  checkForeignCertificate: PEOPLE.applicant,
};

/** The command that an operation gives on a case, if it gives one. */
const commandOf = ({ operationId }: Described): CaseCommandName | undefined => {
  const [operation = '', word = ''] = operationId.split('_');
  if (operationId === 'submitApplication') return 'submit';
  if (operation === 'takeObjectionStep') return STEP_OF_WORD[word as keyof typeof STEP_OF_WORD];
  return CASE_COMMANDS.find((name) => name === (operation === 'giveCommand' ? word : operation));
};

/** Of the states in which a command may be given the first. */
export const stateFor = (command: CaseCommandName): CaseState =>
  LIFECYCLE.find((row) => row.command === command)!.from as CaseState;

/** Who uses an operation where everything is as it should be. An operation that nobody is named for is an error. */
const callerOf = (operation: Described): string => {
  const command = commandOf(operation);
  const by = CALLERS[operation.operationId] ?? (command === undefined ? undefined : giverOf(command));
  if (by === undefined) throw new Error(`Who uses ${operation.operationId}?`);
  return by;
};

/** An operation's address, of a case where it is about one: that with an objection, unless another state is wanted. */
const pathOf = ({ cases, names }: Stage, described: string, state: CaseState = 'NOTICE_OBJECTED'): string => {
  const path = addressIn(described, { ...names, ...cases[state] });
  if (path === undefined) throw new Error(`Nothing here can be asked for at ${described}.`);
  return path;
};

/** A good request for an operation, but for its body. */
const requestTo = (stage: Stage, operation: Described): RawRequest => {
  const command = commandOf(operation);
  const state = command === undefined || command === 'submit' ? undefined : stateFor(command);
  return {
    ...{ method: operation.method, path: pathOf(stage, operation.path, state), by: callerOf(operation) },
    ...(operation.needsVersion ? { headers: { 'if-match': '"1"' } } : {}),
  };
};

/** Whether a verdict is one of these, each a status and a code. */
export const isSaying =
  (...expected: readonly string[]) =>
  ({ status, code }: Verdict): boolean =>
    expected.includes(`${String(status)} ${code}`);

/** A list that is too long can be more than fits; names and passwords are compared, and whatever is not right is wrong. */
const spoiltFields = (request: RawRequest, { operationId, body }: Described): HostileRequest[] =>
  hostileBodies(body!.fields, body!.example).map(({ kind, field, body: spoilt }) => ({
    what: `${operationId} ${field.pointer} ${kind}`,
    request: { ...request, body: JSON.stringify(spoilt) },
    isRefused: (verdict) =>
      (kind === 'too long' && isSaying('400 INVALID_JSON', '413 PAYLOAD_TOO_LARGE')(verdict)) ||
      (operationId === 'login' && isSaying('401 LOGIN_FAILED')(verdict)) ||
      (isSaying('422 VALIDATION_FAILED')(verdict) && namesField(field, verdict.paths)),
  }));

const DEEP = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
/** Bodies as a whole; each takes the end off a good one, or stands for it. */
const WHOLES: readonly (readonly [string, (good: string) => string, string])[] = [
  ['cut off', (good) => good, '400 INVALID_JSON'],
  ['with a key that stands twice', (good) => `${good},"again":1,"again":1}`, '400 INVALID_JSON'],
  ['with a NUL', (good) => `${good},"more":"\\u0000"}`, '400 INVALID_JSON'],
  ['with a lone surrogate', (good) => `${good},"more":"\\ud800"}`, '400 INVALID_JSON'],
  ['with 10,000 lists in each other', (good) => `${good},"more":${DEEP}}`, '400 INVALID_JSON'],
  ['with a key that reaches the prototype', (good) => `${good},"__proto__":{}}`, '400 INVALID_JSON'],
  ['with a fraction', (good) => `${good},"more":1.5}`, '400 INVALID_JSON'],
  ['larger than a form can be', (good) => `${good},"more":"${'x'.repeat(1_100_000)}"}`, '413 PAYLOAD_TOO_LARGE'],
  ['with a field too many', (good) => `${good},"unheardOf":1}`, '422 VALIDATION_FAILED'],
  ['that is null', () => 'null', '422 VALIDATION_FAILED'],
  ['that is a list', () => '[]', '422 VALIDATION_FAILED'],
  ['that is a word', () => '"form"', '422 VALIDATION_FAILED'],
];

/** A good body without its end, so that another field can follow. */
const opened = (example: unknown): string => {
  const text = JSON.stringify(example);
  return text === '{}' ? '{"spare":1' : text.slice(0, -1);
};

/** Texts in the place of a good body, each with what must be said to it. */
export const spoiltTexts = (
  example: unknown,
): readonly { readonly kind: string; readonly text: string; readonly expected: string }[] =>
  WHOLES.map(([kind, spoil, expected]) => ({ kind, text: spoil(opened(example)), expected }));

const spoiltWholes = (request: RawRequest, { operationId, body }: Described): HostileRequest[] =>
  spoiltTexts(body!.example).map(({ kind, text, expected }) => ({
    what: `${operationId} ${kind}`,
    request: { ...request, body: text },
    isRefused: isSaying(expected),
  }));

/** Everything hostile that a body can be, for every operation that takes one. */
export const hostileRequests = (stage: Stage): HostileRequest[] =>
  stage.operations
    .filter(({ body }) => body !== undefined)
    .flatMap((operation) => {
      const request = requestTo(stage, operation);
      return [...spoiltFields(request, operation), ...spoiltWholes(request, operation)];
    });

const withoutKey = (request: RawRequest, { operationId }: Described): HostileRequest => ({
  what: `${operationId} without a key`,
  request: { ...request, headers: { ...request.headers, 'idempotency-key': '' } },
  isRefused: isSaying('400 IDEMPOTENCY_KEY_REQUIRED'),
});

const withoutVersion = (request: RawRequest, { operationId }: Described): HostileRequest => ({
  what: `${operationId} without a version`,
  request: { ...request, headers: { ...request.headers, 'if-match': '' } },
  isRefused: isSaying('428 IF_MATCH_REQUIRED'),
});

/** For every operation that writes, good requests but for one header that they need. */
export const headlessRequests = (stage: Stage): HostileRequest[] =>
  stage.operations.flatMap((operation) => {
    const { needsKey, needsVersion, body } = operation;
    if (!needsKey && !needsVersion) return [];
    const request = { ...requestTo(stage, operation), ...(body && { body: JSON.stringify(body.example) }) };
    return [
      ...(needsKey ? [withoutKey(request, operation)] : []),
      ...(needsVersion ? [withoutVersion(request, operation)] : []),
    ];
  });

/** Every operation that is not for everybody, asked by somebody who has not logged in. */
export const anonymousRequests = (stage: Stage): HostileRequest[] =>
  stage.operations
    .filter(({ isPublic }) => !isPublic)
    .map(({ operationId, method, path }) => ({
      what: `${operationId} without a log-in`,
      request: { method, path: pathOf(stage, path) },
      isRefused: isSaying('401 UNAUTHENTICATED'),
    }));

/** The fate of a transaction says nothing about a case. */
const TELLS_NOBODY = 'readTransaction';
/** Nobody of them has to do with what is asked for. */
const STRANGERS = ['zhengzhou-agent-1', 'agency-expert-2', 'court-officer-1'];

/** Whatever is one thing's own, and not for everybody, asked for by people whom it does not concern. */
export const strangersReads = (stage: Stage): HostileRequest[] =>
  stage.operations
    .filter(({ method, path, isPublic }) => method === 'GET' && !isPublic && path.includes('{'))
    .filter(({ operationId }) => operationId !== TELLS_NOBODY)
    .flatMap(({ operationId, method, path }) =>
      STRANGERS.map((by) => ({
        what: `${operationId} by ${by}`,
        request: { method, path: pathOf(stage, path), by },
        // Drafts are the business of those who file, and of nobody else.
        isRefused: isSaying('404 NOT_FOUND', ...(path.startsWith('/drafts') ? ['403 FORBIDDEN'] : [])),
      })),
    );

/** Every question with a parameter that nobody asked for. */
export const unaskedParameters = (stage: Stage): HostileRequest[] =>
  stage.operations
    .filter(({ method }) => method === 'GET')
    .map(({ operationId, method, path }) => ({
      what: `${operationId} with a parameter too many`,
      request: { method, path: `${pathOf(stage, path)}?unheardOf=1`, by: PEOPLE.applicant },
      isRefused: isSaying('400 BAD_REQUEST'),
    }));
