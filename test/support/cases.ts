// SPDX-License-Identifier: Apache-2.0
import { applyToCase } from '../../chaincode/src/domain/applications/apply';
import type { CaseEvent } from '../../chaincode/src/domain/applications/apply';
import { decide } from '../../chaincode/src/domain/applications/decide';
import type { StepCommandName } from '../../chaincode/src/domain/applications/decide';
import { decideSubmit } from '../../chaincode/src/domain/applications/decideSubmit';
import type { CaseFacts } from '../../chaincode/src/domain/applications/facts';
import { NO_CLAIMS } from '../../chaincode/src/domain/claims/standing';
import { transition } from '../../chaincode/src/domain/transition';
import { sealEvent } from '../../chaincode/src/ledger/sealEvents';
import type { JsonInputObject } from '../../chaincode/src/protocol/canonicalJson';
import { digestOf, sha256Hex } from '../../chaincode/src/protocol/digest';
import { utf8 } from '../../chaincode/src/protocol/bytes';
import { caseCommands } from '../../chaincode/src/protocol/schemas/commands';
import type { CaseCommand } from '../../chaincode/src/protocol/schemas/commands';
import type { EventDraft } from '../../chaincode/src/protocol/schemas/events';
import { OBJECTION_STEPS } from '../../chaincode/src/protocol/schemas/objectionCommands';
import type { Institution } from '../../chaincode/src/protocol/schemas/institution';
import type { RuleProfile } from '../../chaincode/src/protocol/schemas/profile';
import type {
  CaseRecord,
  CaseState,
  InstitutionRecord,
  Person,
  ProfileRecord,
} from '../../chaincode/src/protocol/schemas/records';
import { loadFounding } from '../../network/src/founding/loadFounding';
import { loadTopology } from '../../network/src/topology';
import { aFiling, aMaterial, sealedValue } from './filing';
import { anObjection, partUpheld } from './objections';
import { PEOPLE } from './people';
import type { PersonName } from './people';
import { AGENCY, ALL_ASSESSED, ALL_SATISFIED } from './straightPath';

/** Points of which one is not satisfied. */
export const ONE_DOUBTFUL: JsonInputObject = {
  ...ALL_SATISFIED,
  source: { verdict: 'NOT_SATISFIED', finding: sealedValue('/points/source/finding', '来源不明') },
};

const founding = loadFounding({ topology: loadTopology(), testProfiles: ['test-short-periods'] });

/** Friday, 11 September 2026, 10:00 in Shanghai. */
export const FRIDAY_MORNING = Date.parse('2026-09-11T02:00:00.000Z');

const approval = {
  schemaVersion: 1,
  approval: 'APPROVED',
  proposedBy: PEOPLE.supervisor,
  approvedBy: PEOPLE.otherSupervisor,
  eventSeq: 2,
  lastEventHash: 'a'.repeat(64),
  lastEventAt: '2026-09-01T00:00:00.000Z',
} as const;

export const institutionRecord = (
  institution: Institution,
  changes: Partial<InstitutionRecord> = {},
): InstitutionRecord => ({
  ...approval,
  kind: 'institution',
  hash: digestOf(institution),
  institution,
  status: 'ACTIVE',
  endorsers: founding.endorsers,
  ...changes,
});

export const institutionNamed = (uscc: string): Institution => {
  const found = founding.institutions.find((one) => one.uscc === uscc);
  if (found === undefined) throw new Error(`No institution ${uscc}.`);
  return found;
};

export const profileNamed = (profileId: string): RuleProfile => {
  const found = founding.profiles.find((one) => one.profileId === profileId);
  if (found === undefined) throw new Error(`No profile ${profileId}.`);
  return found;
};

/** The policy's rules as they were in their first version, in which a decider might still choose an agency. */
export const choosing = (profile: RuleProfile): RuleProfile =>
  profile.profileId === 'zhengzhou-2024'
    ? { ...profile, version: 1, review: { points: profile.review.points, agency: profile.review.agency } }
    : profile;

export const profileRecord = (profile: RuleProfile, changes: Partial<ProfileRecord> = {}): ProfileRecord => ({
  ...approval,
  kind: 'profile',
  hash: digestOf(profile),
  profile,
  ...changes,
});

export const calendars = founding.calendars;

const institutions: ReadonlyMap<string, InstitutionRecord> = new Map(
  founding.institutions.map((one) => [one.uscc, institutionRecord(one)]),
);

/** Everything a decision may know, as it is on the register that ships. */
export const facts = (actor: Person, now: number, changes: Partial<CaseFacts> = {}): CaseFacts => ({
  actor,
  now,
  txId: sha256Hex(utf8(`transaction at ${now} by ${actor.identityKey}`)),
  profile: profileRecord(choosing(profileNamed('zhengzhou-2024'))),
  calendars,
  institutions,
  upstream: new Map(),
  claims: NO_CLAIMS,
  lastSerial: 0,
  agencies: founding.institutions.filter((one) => one.institutionKind === 'AGENCY').map((one) => one.uscc),
  ...changes,
});

const CORRECTED: CaseCommand<'requestCorrection'>['items'] = [
  {
    target: { material: 'SOURCE_PROOF' },
    verdict: 'ILLEGIBLE',
    reasonCode: 'CR-ILLEGIBLE',
    note: sealedValue('/items/0/note', '扫描件不清晰'),
  },
];

/** A well-formed body for each command, and who gives it on the straight path. */
export const COMMANDS = {
  requestCorrection: { by: 'acceptance', body: { items: CORRECTED } },
  supplyCorrection: {
    by: 'applicant',
    body: { materials: [aMaterial('SOURCE_PROOF', 'new source proof')], fields: [] },
  },
  proposeRefusal: {
    by: 'acceptance',
    body: { reasonCode: 'NA-SCOPE', legalBasis: ['第十五条'], reason: sealedValue('/reason', '不属于登记范围') },
  },
  refuse: { by: 'decider', body: {} },
  lapse: { by: 'clock', body: {} },
  deemAccepted: { by: 'clock', body: {} },
  accept: {
    by: 'acceptance',
    body: { checklist: aFiling().materials.map(({ type }) => ({ type, verdict: 'OK' })) },
  },
  assignReviewer: { by: 'decider', body: { reviewer: 'ZZ-RV-001' } },
  recuseReviewer: { by: 'reviewer', body: { reason: sealedValue('/reason', '与申请人存在亲属关系') } },
  reassignReviewer: {
    by: 'decider',
    body: { reviewer: 'ZZ-RV-002', reasonCode: 'AS-ABSENCE', reason: sealedValue('/reason', '休假') },
  },
  passFormalReview: { by: 'reviewer', body: { points: ALL_SATISFIED, noInterest: true } },
  failFormalReview: { by: 'reviewer', body: { points: ONE_DOUBTFUL, noInterest: true } },
  requestSupplement: {
    by: 'reviewer',
    body: { items: [{ material: 'SOURCE_PROOF', note: sealedValue('/items/0/note', '请补充授权合同') }] },
  },
  supplySupplement: { by: 'applicant', body: { materials: [aMaterial('SOURCE_PROOF', 'further evidence')] } },
  resumeReview: { by: 'clock', body: {} },
  terminate: {
    by: 'decider',
    body: { reasonCode: 'TM-NOSUPP', legalBasis: ['第十八条'], reason: sealedValue('/reason', '逾期未补充') },
  },
  extendReview: { by: 'decider', body: { reasonCode: 'EX-COMPLEX', reason: sealedValue('/reason', '来源复杂') } },
  assignAgency: { by: 'decider', body: { agency: AGENCY, method: 'ROTATION' } },
  requestDraw: { by: 'decider', body: {} },
  drawAgency: { by: 'decider', body: {} },
  declareIndependence: { by: 'agency', body: { noInterest: true, statement: sealedValue('/statement', '无利害关系') } },
  recuse: { by: 'agency', body: { reason: sealedValue('/reason', '新近发生业务往来') } },
  relieveAgency: {
    by: 'decider',
    body: { reasonCode: 'AG-CONFLICT', legalBasis: ['第二十条'], reason: sealedValue('/reason', '存在利害关系') },
  },
  submitOpinion: {
    by: 'agency',
    body: { report: aMaterial('REVIEW_REPORT'), points: ALL_SATISFIED, assessments: ALL_ASSESSED },
  },
  recordOverdue: { by: 'clock', body: {} },
  reject: {
    by: 'decider',
    body: {
      reasonCode: 'RJ-SOURCE',
      legalBasis: ['第二十二条'],
      reason: sealedValue('/reason', '数据来源不合法'),
      departure: sealedValue('/departure', '审查意见未涉及授权已届满的事实'),
    },
  },
  publishNotice: { by: 'decider', body: { withheld: [] } },
  closeNotice: { by: 'clock', body: {} },
  recomputeDeadline: { by: 'clock', body: {} },
  raiseObjection: { by: 'otherApplicant', body: anObjection() },
  replyToObjection: {
    by: 'applicant',
    body: { position: 'CONTESTS', statement: sealedValue('/statement', '数据由本公司采集'), evidence: [] },
  },
  withdrawObjection: { by: 'otherApplicant', body: { reason: sealedValue('/reason', '双方已达成一致') } },
  decideObjection: {
    by: 'decider',
    body: {
      decision: 'DISMISSED',
      reasonCode: 'OB-DISMISSED',
      legalBasis: ['异议处理'],
      reason: sealedValue('/reason', '无据'),
    },
  },
  recordObjectionOverdue: { by: 'clock', body: {} },
  supplyAmendment: {
    by: 'applicant',
    body: { materials: [], fields: [{ path: '/product/dataSummary', value: '郑州市2026年路网行政区划,不含高速公路' }] },
  },
  failNotice: { by: 'clock', body: {} },
  grant: { by: 'otherDecider', body: {} },
  withdraw: { by: 'applicant', body: { reason: sealedValue('/reason', '产品拟调整') } },
} as const satisfies Record<StepCommandName, { by: PersonName; body: object }>;

/** What a command about objections is about, where the test does not say: the last notice and a new ground, the last objection. */
const addressOf = (name: StepCommandName, record: CaseRecord): object => {
  if (name === 'raiseObjection') {
    const noticeNo = record.notices.at(-1)?.noticeNo ?? `N-${record.caseId}-01`;
    return { noticeNo, ...(record.objections !== undefined && { ground: 'DUPLICATE' }) };
  }
  const isAboutOne = (OBJECTION_STEPS as readonly string[]).includes(name);
  return isAboutOne ? { objectionNo: record.objections?.at(-1)?.objectionNo ?? `OB-${record.caseId}-001` } : {};
};

/** A command on a case with some of its body changed, checked against its schema as the ledger does. */
export const commandOn = <N extends StepCommandName>(
  name: N,
  record: CaseRecord,
  changes: Readonly<Record<string, unknown>> = {},
): CaseCommand<N> =>
  caseCommands[name].parse({
    idempotencyKey: 'key-00000001',
    caseId: record.caseId,
    ...COMMANDS[name].body,
    ...addressOf(name, record),
    ...changes,
  }) as CaseCommand<N>;

const isOfCase = (draft: EventDraft): draft is EventDraft<CaseEvent['type']> => draft.recordType === 'case';

const applied = (record: CaseRecord | undefined, drafts: readonly EventDraft[], by: CaseFacts): CaseRecord => {
  const after = drafts
    .filter(isOfCase)
    .reduce<CaseRecord | undefined>(
      (before, draft) => applyToCase(before, sealEvent(draft, { ...by, head: before })),
      record,
    );
  if (after === undefined) throw new Error('A decision gave no event.');
  return after;
};

export interface StepOptions {
  readonly by?: Person;
  readonly at?: number;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly facts?: Partial<CaseFacts>;
}

const MINUTE = 60_000;
const minuteAfter = (record: CaseRecord): number => Date.parse(record.lastEventAt) + MINUTE;

/** What a step decides, without applying it. */
export const decided = (
  record: CaseRecord,
  name: StepCommandName,
  options: StepOptions = {},
): readonly EventDraft[] => {
  const { by = PEOPLE[COMMANDS[name].by], at = minuteAfter(record), body = {} } = options;
  return decide(name, { record, command: commandOn(name, record, body), facts: facts(by, at, options.facts) });
};

/** The case after a step. */
export const stepped = (record: CaseRecord, name: StepCommandName, options: StepOptions = {}): CaseRecord => {
  const { by = PEOPLE[COMMANDS[name].by], at = minuteAfter(record) } = options;
  return applied(record, decided(record, name, options), facts(by, at, options.facts));
};

/** What submitting a filing decides. */
export const submission = (filing = aFiling(), options: StepOptions = {}): readonly EventDraft[] => {
  const row = transition('NONE', 'submit');
  if (row === undefined) throw new Error('Nothing can be submitted.');
  const given = facts(options.by ?? PEOPLE.applicant, options.at ?? FRIDAY_MORNING, options.facts);
  return decideSubmit({ idempotencyKey: 'key-00000000', filing }, given, row);
};

/** A case that has just been submitted. */
export const submitted = (filing = aFiling(), options: StepOptions = {}): CaseRecord => {
  const given = facts(options.by ?? PEOPLE.applicant, options.at ?? FRIDAY_MORNING, options.facts);
  return applied(undefined, submission(filing, options), given);
};

const PATH: readonly StepCommandName[] = [
  'accept',
  'assignReviewer',
  'passFormalReview',
  'assignAgency',
  'declareIndependence',
  'submitOpinion',
  'publishNotice',
  'closeNotice',
  'grant',
];

/** When the notice of a case filed on {@link FRIDAY_MORNING} is over. */
export const NOTICE_OVER = Date.parse('2026-09-18T16:00:00.000Z');

/** When the time for evidence asked for on {@link FRIDAY_MORNING} is over. */
export const SUPPLEMENT_OVER = Date.parse('2026-09-24T16:00:00.000Z');

/** When the correction period of a case corrected on {@link FRIDAY_MORNING} is over. */
export const CORRECTION_OVER = Date.parse('2026-09-24T16:00:00.000Z');

const onPath = (record: CaseRecord, name: StepCommandName): CaseRecord => {
  const withheld = record.filing.withhold.map(({ path, reason }) => ({ path, reason }));
  return stepped(record, name, {
    ...(name === 'closeNotice' && { at: NOTICE_OVER }),
    ...(name === 'publishNotice' && { body: { withheld } }),
    ...(name === 'accept' && {
      body: { checklist: record.filing.materials.map(({ type }) => ({ type, verdict: 'OK' })) },
    }),
  });
};

/**
 * A case carried along the straight path up to, and not beyond, a command.
 *
 * @param filedUnder - facts that differ when it is filed
 */
export const before = (command: StepCommandName, filing = aFiling(), filedUnder: Partial<CaseFacts> = {}): CaseRecord =>
  PATH.slice(0, PATH.indexOf(command)).reduce(onPath, submitted(filing, { facts: filedUnder }));

/** A case in a state. */
export const caseIn = (state: CaseState): CaseRecord => {
  const special: Partial<Record<CaseState, () => CaseRecord>> = {
    SUBMITTED: () => submitted(),
    CORRECTION: () => stepped(submitted(), 'requestCorrection'),
    LAPSED: () => stepped(caseIn('CORRECTION'), 'lapse', { at: CORRECTION_OVER }),
    NOT_ACCEPTED: () => stepped(stepped(submitted(), 'proposeRefusal'), 'refuse'),
    SUPPLEMENT: () => stepped(before('passFormalReview'), 'requestSupplement'),
    TERMINATED: () => stepped(caseIn('SUPPLEMENT'), 'terminate', { at: SUPPLEMENT_OVER }),
    NOTICE_OBJECTED: () => stepped(before('closeNotice'), 'raiseObjection'),
    AMENDMENT: () => stepped(caseIn('NOTICE_OBJECTED'), 'decideObjection', { body: partUpheld() }),
    REJECTED: () => stepped(before('publishNotice'), 'reject'),
    WITHDRAWN: () => stepped(submitted(), 'withdraw'),
    REGISTERED: () => stepped(before('grant'), 'grant'),
  };
  const make = special[state];
  if (make !== undefined) return make();
  const command = PATH.find((name) => before(name).state === state);
  if (command === undefined) throw new Error(`The straight path does not pass ${state}.`);
  return before(command);
};
