// SPDX-License-Identifier: Apache-2.0
import { caseCommands } from '../../../../chaincode/src/protocol/schemas/commands';
import { EVENT_TYPES } from '../../../../chaincode/src/protocol/schemas/events';
import type { EventType } from '../../../../chaincode/src/protocol/schemas/events';
import { commandForms, commandSealedPaths } from '../../../../chaincode/src/protocol/schemas/forms';
import { sealedCorrectionPaths, sealedPaths } from '../../../../chaincode/src/protocol/schemas/sealing';
import { without } from '../../../../chaincode/src/protocol/without';
import { valueAt, withValueAt } from '../../../../chaincode/src/domain/applications/pointer';
import type { JsonInput } from '../../../../chaincode/src/protocol/canonicalJson';
import { COMMANDS } from '../../../support/cases';
import { OBJECTION_STEPS } from '../../../../chaincode/src/protocol/schemas/objectionCommands';
import { anEvidence } from '../../../support/objections';
import { aFiling, aMaterial, anApplicationForm, docIdOf, sealedValue } from '../../../support/filing';

const finding = { verdict: 'SATISFIED', finding: '与材料一致' } as const;
const points = { description: finding, source: finding, rights: finding };
const assessments = { applicantCapacity: finding, materialValidity: finding, sourceLegality: finding };
const item = { target: { material: 'SAMPLE' }, verdict: 'WRONG', reasonCode: 'CR-WRONG', note: '请补正' } as const;

/** What a person sends for each command, and what of it is sealed on the way. */
const FORMS = {
  requestCorrection: [
    { items: [item, { ...item, target: { field: '/product/dataName' } }] },
    ['/items/0/note', '/items/1/note'],
  ],
  supplyCorrection: [
    { materials: [], fields: [{ path: '/applicants/0/phone', value: '0371-61111111' }] },
    ['/fields/0/value'],
  ],
  proposeRefusal: [{ reasonCode: 'NA-SCOPE', legalBasis: ['第十五条'], reason: '不属于登记范围' }, ['/reason']],
  refuse: [{}, []],
  lapse: [{}, []],
  deemAccepted: [{}, []],
  accept: [{ checklist: [{ type: 'SAMPLE', verdict: 'OK' }] }, []],
  assignReviewer: [{ reviewer: 'ZZ-RV-001' }, []],
  recuseReviewer: [{ reason: '存在亲属关系' }, ['/reason']],
  reassignReviewer: [{ reviewer: 'ZZ-RV-002', reasonCode: 'AS-NUMBER', reason: '工号有误' }, ['/reason']],
  passFormalReview: [
    { points, noInterest: true },
    ['/points/description/finding', '/points/source/finding', '/points/rights/finding'],
  ],
  failFormalReview: [
    { points, noInterest: true },
    ['/points/description/finding', '/points/source/finding', '/points/rights/finding'],
  ],
  requestSupplement: [
    {
      items: [
        { material: 'SAMPLE', note: '请补充' },
        { material: 'SOURCE_PROOF', note: '请补充' },
      ],
    },
    ['/items/0/note', '/items/1/note'],
  ],
  supplySupplement: [{ materials: [{ type: 'SAMPLE', docId: docIdOf('SAMPLE') }] }, []],
  resumeReview: [{}, []],
  terminate: [{ reasonCode: 'TM-NOSUPP', legalBasis: ['第十八条'], reason: '逾期未补充' }, ['/reason']],
  extendReview: [{ reasonCode: 'EX-VOLUME', reason: '数据量巨大' }, ['/reason']],
  assignAgency: [{ agency: '91410100DEM0FW419C', method: 'ROTATION' }, []],
  requestDraw: [{}, []],
  drawAgency: [{}, []],
  declareIndependence: [{ noInterest: true, statement: '无利害关系' }, ['/statement']],
  recuse: [{ reason: '新近发生业务往来' }, ['/reason']],
  relieveAgency: [{ reasonCode: 'AG-DEFAULT', legalBasis: ['第二十条'], reason: '逾期未审查' }, ['/reason']],
  submitOpinion: [
    { report: docIdOf('REVIEW_REPORT'), points, assessments },
    [
      '/points/description/finding',
      '/points/source/finding',
      '/points/rights/finding',
      '/assessments/applicantCapacity/finding',
      '/assessments/materialValidity/finding',
      '/assessments/sourceLegality/finding',
    ],
  ],
  recordOverdue: [{}, []],
  reject: [
    { reasonCode: 'RJ-LAW', legalBasis: ['第二十二条'], reason: '不合法', departure: '意见未涉及' },
    ['/reason', '/departure'],
  ],
  publishNotice: [
    { withheld: [{ path: '/product/limits', reason: '密' }], departure: '补充说明后认为符合要求' },
    ['/withheld/0/reason', '/departure'],
  ],
  closeNotice: [{}, []],
  raiseObjection: [
    {
      standing: 'INTERESTED_PARTY',
      ground: 'OWNERSHIP',
      targetFields: ['/product/dataName'],
      objectorName: '郑州示例数据服务有限公司',
      contact: '0371-62222222',
      interest: '该数据由本公司采集',
      reason: '来源不实',
      evidence: [docIdOf('SAMPLE')],
    },
    ['/objectorName', '/contact', '/interest', '/reason'],
  ],
  replyToObjection: [{ position: 'CONTESTS', statement: '数据由本公司采集', evidence: [] }, ['/statement']],
  withdrawObjection: [{ reason: '双方已达成一致' }, ['/reason']],
  decideObjection: [
    { decision: 'DISMISSED', reasonCode: 'OB-NOEVID', legalBasis: ['异议处理'], reason: '无据' },
    ['/reason'],
  ],
  recordObjectionOverdue: [{}, []],
  supplyAmendment: [{ materials: [], fields: [{ path: '/product/dataSummary', value: '更正后的概述' }] }, []],
  failNotice: [{}, []],
  grant: [{}, []],
  recomputeDeadline: [{}, []],
  withdraw: [{ reason: '拟调整' }, ['/reason']],
} as const;
const NOTICE_NO = 'N-411-01M274ETG0KMNABKYG2P5AGZ67-01';
const OBJECTION_NO = 'OB-411-01M274ETG0KMNABKYG2P5AGZ67-001';
type StepName = keyof typeof FORMS;

describe('what a person sends for a command', () => {
  it.each(Object.keys(FORMS) as StepName[])('%s is what the ledger takes, once it is sealed', (name) => {
    const [body, paths] = FORMS[name];
    const form = commandForms[name].parse(body);
    const list = commandSealedPaths[name] as (sent: unknown) => string[];
    expect(list(form)).toEqual(paths);
    const sealed = list(form).reduce<JsonInput>(
      (value, path) => withValueAt(value, path, sealedValue(path, valueAt(value, path)!))!,
      form,
    );
    const materials = name === 'supplySupplement' ? { materials: [aMaterial('SAMPLE')] } : {};
    const report = name === 'submitOpinion' ? { report: aMaterial('REVIEW_REPORT') } : materials;
    const raised = name === 'raiseObjection' ? { evidence: [anEvidence('SAMPLE')], noticeNo: NOTICE_NO } : {};
    const isAboutOne = (OBJECTION_STEPS as readonly string[]).includes(name) && name !== 'raiseObjection';
    const command = {
      ...(sealed as object),
      ...report,
      ...raised,
      ...(isAboutOne && { objectionNo: OBJECTION_NO }),
      idempotencyKey: 'key-00000001',
      caseId: '411-01M274ETG0KMNABKYG2P5AGZ67',
    };
    expect(caseCommands[name].safeParse(command).error).toBeUndefined();
  });

  it('covers every command on a case', () => {
    expect(Object.keys(FORMS).sort()).toEqual(Object.keys(COMMANDS).sort());
  });

  it('seals why a rejection departs from the review only where it says so', () => {
    const form = commandForms.reject.parse({ reasonCode: 'RJ-LAW', legalBasis: ['第二十二条'], reason: '不合法' });
    expect(commandSealedPaths.reject(form)).toEqual(['/reason']);
  });

  it('seals of an objection by anybody no interest that it does not claim', () => {
    const [body] = FORMS.raiseObjection;
    const form = commandForms.raiseObjection.parse({ ...without(body, ['interest']), standing: 'PUBLIC' });
    expect(commandSealedPaths.raiseObjection(form)).toEqual(['/objectorName', '/contact', '/reason']);
  });

  it('may leave out what is empty', () => {
    expect(commandForms.supplyCorrection.parse({})).toEqual({ materials: [], fields: [] });
    expect(commandForms.publishNotice.parse({})).toEqual({ withheld: [] });
  });
});

describe('what of an application is sealed', () => {
  it('is personal data, trade secrets and what is withheld, with the reasons', () => {
    const form = anApplicationForm({ withhold: [{ path: '/product/limits', reason: '密' }] });
    const company = form.applicants[0]!;
    const person = {
      ...without(company, ['operation']),
      applicantType: 'NATURAL_PERSON' as const,
      idType: 'ID_CARD' as const,
      idNumber: '11010519491231002X',
    };
    const right = without(form.rights[0]!, ['holderUscc']);
    expect(sealedPaths({ ...form, applicants: [company, person], rights: [form.rights[0]!, right] })).toEqual([
      '/applicants/0/contactName',
      '/applicants/0/phone',
      '/applicants/0/address',
      '/applicants/0/operation/legalRepresentative',
      '/applicants/1/contactName',
      '/applicants/1/phone',
      '/applicants/1/address',
      '/applicants/1/applicantName',
      '/applicants/1/idNumber',
      '/product/processingRule',
      '/rights/1/holderName',
      '/product/limits',
      '/withhold/0/reason',
    ]);
  });
});

describe('what of a correction is sealed', () => {
  const filing = aFiling({ withhold: [{ path: '/product/limits', reason: '密' }] });

  it.each([
    ['a field that always is', { path: '/product/scenario', value: '场景' }, ['/fields/0/value']],
    [
      'the parts of a whole that always are',
      {
        path: '/applicants/0',
        value: { applicantName: '名', phone: '1', operation: { legalRepresentative: '名', term: '长期' } },
      },
      ['/fields/0/value/phone', '/fields/0/value/operation/legalRepresentative'],
    ],
    [
      'reasons in a list',
      { path: '/withhold', value: [{ path: '/product/limits', reason: '密' }] },
      ['/fields/0/value/0/reason'],
    ],
    ['a withheld field', { path: '/product/limits', value: ['不得出境'] }, ['/fields/0/value']],
    ['nothing of a public field', { path: '/product/dataName', value: '名' }, []],
    ['nothing of nothing', { path: '/product/timeScope', value: null }, []],
    ['nothing at a place that is not there', { path: '/nowhere/0', value: 1 }, []],
  ])('is %s', (_, field, paths) => {
    expect(sealedCorrectionPaths([field], filing)).toEqual(paths);
  });

  it('is not known of withheld fields without the filing; the ledger refuses them in the clear', () => {
    expect(sealedCorrectionPaths([{ path: '/product/limits', value: ['不得出境'] }])).toEqual([]);
    expect(
      commandSealedPaths.supplyCorrection({ materials: [], fields: [{ path: '/product/limits', value: [] }] }, filing),
    ).toEqual(['/fields/0/value']);
  });
});

it('names every kind of event once', () => {
  const all: readonly EventType[] = EVENT_TYPES;
  expect(new Set(all).size).toBe(all.length);
  // Fails to compile when a kind of event is missing from the list.
  const isListed: Record<EventType, true> = Object.fromEntries(EVENT_TYPES.map((type) => [type, true])) as Record<
    (typeof EVENT_TYPES)[number],
    true
  >;
  expect(Object.keys(isListed)).toHaveLength(EVENT_TYPES.length);
});
