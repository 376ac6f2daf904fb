// SPDX-License-Identifier: Apache-2.0
import { applyToCertificate } from '../../../chaincode/src/domain/certificates/apply';
import type { StepCommandName } from '../../../chaincode/src/domain/applications/decide';
import { sealEvent } from '../../../chaincode/src/ledger/sealEvents';
import { canonicalJson } from '../../../chaincode/src/protocol/canonicalJson';
import { sealed } from '../../../chaincode/src/protocol/schemas/primitives';
import type { DomainEvent, EventDraft } from '../../../chaincode/src/protocol/schemas/events';
import type { CaseRecord, ObjectionRecord } from '../../../chaincode/src/protocol/schemas/records';
import { SERVED_EVENT_TYPES, SERVED_EVENTS } from '../../../chaincode/src/protocol/schemas/services';
import type { ServedEventType } from '../../../chaincode/src/protocol/schemas/services';
import { asText } from '../../../gateway/src/correspondence/asText';
import type { LetterFacts } from '../../../gateway/src/correspondence/letter';
import { TITLES, writeDocument } from '../../../gateway/src/correspondence/letters';
import { servedDocument } from '../../../gateway/src/correspondence/servedDocument';
import type { ServedDocument } from '../../../gateway/src/correspondence/servedDocument';
import { servedPdf } from '../../../gateway/src/documents/servedPdf';
import {
  before,
  caseIn,
  COMMANDS,
  CORRECTION_OVER,
  decided,
  facts,
  profileNamed,
  SUPPLEMENT_OVER,
} from '../../support/cases';
import { stepped, submitted } from '../../support/cases';
import { sealedValue } from '../../support/filing';
import { objectedStep } from '../../support/objectedCases';
import type { Objected } from '../../support/objectedCases';
import { dismissed, partUpheld, upheld } from '../../support/objections';
import { PEOPLE } from '../../support/people';

const REASON = '原文：印章无法辨认';

/** A copy in which every sealed value stands opened. */
const openedAll = (value: unknown): unknown => {
  if (sealed.safeParse(value).success) return REASON;
  if (Array.isArray(value)) return value.map(openedAll);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, openedAll(child)]));
};

interface Given {
  readonly from: () => CaseRecord;
  readonly objections?: () => Objected['objections'];
  readonly command: StepCommandName;
  readonly at?: number;
  readonly body?: Readonly<Record<string, unknown>>;
}

const ACCEPTANCE_OVER = Date.parse('2026-09-16T16:00:00.000Z');
const withheld = sealedValue('/withheld/0/reason', '商业秘密');
const withheldFiling = (): CaseRecord => {
  const record = before('publishNotice');
  const product = { ...record.filing.product, limits: sealedValue('/product/limits', ['不得转售']) };
  return {
    ...record,
    filing: { ...record.filing, product, withhold: [{ path: '/product/limits', reason: withheld }] },
  };
};

const objected = (): Objected =>
  objectedStep({ record: before('closeNotice'), objections: new Map() }, 'raiseObjection');
const amending = (): Objected => objectedStep(objected(), 'decideObjection', { body: partUpheld() });
const AMENDMENT_OVER = Date.parse(amending().record.deadline?.at ?? '');

/** The step that brings about each decision that is served. */
const STEPS: Readonly<Record<ServedEventType, Given>> = {
  correctionRequested: { from: submitted, command: 'requestCorrection' },
  applicationLapsed: { from: () => caseIn('CORRECTION'), command: 'lapse', at: CORRECTION_OVER },
  applicationRefused: { from: () => stepped(submitted(), 'proposeRefusal'), command: 'refuse' },
  applicationAccepted: { from: submitted, command: 'accept' },
  acceptanceDeemed: { from: submitted, command: 'deemAccepted', at: ACCEPTANCE_OVER },
  supplementRequested: { from: () => before('passFormalReview'), command: 'requestSupplement' },
  reviewExtended: { from: () => before('passFormalReview'), command: 'extendReview' },
  agencyAssigned: { from: () => before('assignAgency'), command: 'assignAgency' },
  applicationRejected: { from: () => before('publishNotice'), command: 'reject' },
  applicationTerminated: { from: () => caseIn('SUPPLEMENT'), command: 'terminate', at: SUPPLEMENT_OVER },
  noticePublished: {
    from: withheldFiling,
    command: 'publishNotice',
    body: { withheld: [{ path: '/product/limits', reason: withheld }] },
  },
  noticeObjected: { from: () => before('closeNotice'), command: 'raiseObjection' },
  objectionDecided: {
    from: () => objected().record,
    objections: () => objected().objections,
    command: 'decideObjection',
    body: partUpheld(),
  },
  noticeFailed: {
    from: () => amending().record,
    objections: () => amending().objections,
    command: 'failNotice',
    at: AMENDMENT_OVER,
  },
  certificateGranted: { from: () => before('grant'), command: 'grant' },
  applicationWithdrawn: { from: submitted, command: 'withdraw' },
};

const sealingOf = (record: CaseRecord, { command, at }: Given): Parameters<typeof sealEvent>[1] => {
  const now = at ?? Date.parse(record.lastEventAt) + 60_000;
  return { ...facts(PEOPLE[COMMANDS[command].by], now), head: record };
};

/** What the document of a decision is written from, all of it opened. */
const factsOf = (type: ServedEventType): LetterFacts => {
  const given = STEPS[type];
  const record = given.from();
  const options = { ...(given.at !== undefined && { at: given.at }), ...(given.body && { body: given.body }) };
  const drafts = decided(record, given.command, options);
  const sealing = sealingOf(record, given);
  const event = sealEvent(drafts[0]!, sealing) as DomainEvent<ServedEventType>;
  const issue = drafts.find((draft): draft is EventDraft<'certificateIssued'> => draft.type === 'certificateIssued');
  const certificate = issue && applyToCertificate(undefined, sealEvent(issue, { ...sealing, head: undefined }));
  const after = objectedStep({ record, objections: given.objections?.() ?? new Map() }, given.command, options);
  const objection = 'objectionNo' in event.data && after.objections.get(event.data.objectionNo);
  return {
    ...(objection && { objection: openedAll(objection) as ObjectionRecord }),
    event: { ...event, data: openedAll(event.data) } as DomainEvent<ServedEventType>,
    record: openedAll(stepped(record, given.command, options)) as CaseRecord,
    transactionId: 'a'.repeat(64),
    registryName: '郑州数据产品登记机构',
    ...(type === 'agencyAssigned' && { agencyName: '中原示例数据评估有限公司' }),
    profile: profileNamed('zhengzhou-2024'),
    ...(certificate && { certificate }),
  };
};

describe('the document of a decision', () => {
  it.each(SERVED_EVENT_TYPES)('puts %s into words', (type) => {
    const document = writeDocument(factsOf(type));
    expect(servedDocument.parse(document)).toEqual(document);
    expect(document.documentKind).toBe(SERVED_EVENTS[type].documentKind);
    expect(document.title).toBe(TITLES[document.documentKind]);
    // What the filing and its digests are is not the letters' concern.
    const { caseId } = document.subject;
    const shown = asText(document).replaceAll(caseId, '案件').replaceAll(document.event.eventHash, '哈希');
    expect(shown.replace(/公示内容 \d+ 项/, '公示内容若干项')).toMatchSnapshot();
  });

  it.each(SERVED_EVENT_TYPES)('of %s is the same each time, as words and as a PDF', async (type) => {
    const [first, second] = [writeDocument(factsOf(type)), writeDocument(factsOf(type))];
    const json = (document: ServedDocument): string => canonicalJson(document);
    expect(json(second)).toBe(json(first));
    const [one, other] = [await servedPdf(first), await servedPdf(second)];
    expect(one.equals(other)).toBe(true);
    expect(one.subarray(0, 5).toString()).toBe('%PDF-');
  });

  it.each(['applicationLapsed', 'applicationRefused', 'applicationRejected', 'applicationTerminated'] as const)(
    'of %s, which goes against the applicant, has basis, reason and remedy',
    (type) => {
      const { basis, remedy, paragraphs } = writeDocument(factsOf(type));
      expect(basis.length).toBeGreaterThan(0);
      expect(remedy).toContain('人民法院');
      const reasoned = type === 'applicationLapsed' ? '未在补正期限内补正' : REASON;
      expect(paragraphs.join()).toContain(reasoned);
    },
  );

  it.each([
    ['upheld', upheld, '异议成立', '公示未通过'],
    ['dismissed', dismissed, '异议不成立，予以驳回', '无'],
  ] as const)('of an objection that is %s says so to both sides', (_, ruling, decision, failure) => {
    const { record, objections } = objected();
    const options = { body: ruling() };
    const [draft] = decided(record, 'decideObjection', options);
    const given = { from: () => record, command: 'decideObjection' } as const;
    const event = sealEvent(draft!, sealingOf(record, given)) as DomainEvent<'objectionDecided'>;
    const after = objectedStep({ record, objections }, 'decideObjection', options);
    const objection = openedAll(after.objections.get(event.data.objectionNo)) as ObjectionRecord;
    const facts = { ...factsOf('objectionDecided'), event, objection } as LetterFacts;
    const document = writeDocument(facts);
    expect(document.addressees).toEqual(['郑州示例地理信息有限公司', '异议人']);
    expect(document.paragraphs.join()).toContain(`本机构决定：${decision}。`);
    expect(document.paragraphs.join()).toContain(REASON);
    expect(document.paragraphs.join().includes('公示未通过')).toBe(failure === '公示未通过');
  });

  it('does not tell an objector the name of a natural person who applies', () => {
    const addresseesOf = (type: ServedEventType): readonly string[] => {
      const given = factsOf(type);
      const [company] = given.record.filing.applicants;
      const person = { ...company!, applicantType: 'NATURAL_PERSON' as const, applicantName: '王示例' };
      const filing = { ...given.record.filing, applicants: [company!, person] };
      return writeDocument({ ...given, record: { ...given.record, filing } }).addressees;
    };
    expect(addresseesOf('noticeObjected')).toEqual(['郑州示例地理信息有限公司', '王示例']);
    expect(addresseesOf('objectionDecided')).toEqual(['郑州示例地理信息有限公司', '自然人申请人', '异议人']);
  });

  it('names the commitment where the reason is kept elsewhere', () => {
    const given = factsOf('applicationRejected');
    const reason = sealedValue('/reason', REASON);
    const event = { ...given.event, data: { ...given.event.data, reason } } as LetterFacts['event'];
    const text = asText(writeDocument({ ...given, event }));
    expect(text).toContain(reason.commitment.sha256.slice(0, 16));
  });

  it('says what is known of a deadline that reaches beyond the published calendars', () => {
    const given = factsOf('applicationAccepted');
    const deadline = {
      name: 'REVIEW',
      startedAt: '2026-12-28T02:00:00.000Z',
      period: { unit: 'WORKING_DAY', length: 10 },
      calendarIds: ['CN-2026'],
      provisional: { countedTo: '2026-12-31', missing: 7, awaits: 'CN-2027' },
    };
    const event = { ...given.event, data: { ...given.event.data, deadline } } as LetterFacts['event'];
    expect(asText(writeDocument({ ...given, event }))).toContain(
      '审查期限至2026年12月28日起10个工作日期满之日（届满日待2027年放假安排公布后确定）届满',
    );
  });

  it('leaves out what it does not know: rules of another version, a certificate not yet read, an unnamed person', () => {
    const withoutProfile = { ...factsOf('applicationRejected') };
    delete (withoutProfile as { profile?: unknown }).profile;
    expect(writeDocument(withoutProfile)).not.toHaveProperty('remedy');
    const granted = { ...factsOf('certificateGranted') };
    expect(asText(writeDocument(granted))).toContain('有效期');
    delete (granted as { certificate?: unknown }).certificate;
    expect(asText(writeDocument(granted))).not.toContain('有效期');
    const { record } = granted;
    const applicantName = sealedValue('/applicants/0/applicantName', '张三');
    const applicants = record.filing.applicants.map((one) => ({ ...one, applicantName }));
    const ofPerson = { ...granted, record: { ...record, filing: { ...record.filing, applicants } } } as LetterFacts;
    expect(writeDocument(ofPerson).addressees).toEqual(['申请人']);
  });
});
