// SPDX-License-Identifier: Apache-2.0
import { without } from '../../../../chaincode/src/protocol/without';
import { amendFiling } from '../../../../chaincode/src/domain/applications/amendFiling';
import type { CaseRecord } from '../../../../chaincode/src/protocol/schemas/records';
import { decided, facts, stepped, submitted } from '../../../support/cases';
import { AGENT, aFiling, aMaterial, docIdOf, sealedValue, ZHENGZHOU } from '../../../support/filing';
import { PEOPLE } from '../../../support/people';
import { codeOf, refusalOf } from '../../../support/refusal';

const note = sealedValue('/note', '请补正');
const field = (path: string): object => ({ target: { field: path }, verdict: 'WRONG', reasonCode: 'CR-WRONG', note });
const material = (type: string): object => ({
  target: { material: type },
  verdict: 'MISSING',
  reasonCode: 'CR-MISSING',
  note,
});
const asked = (...items: object[]): CaseRecord => stepped(submitted(), 'requestCorrection', { body: { items } });
const supply = (record: CaseRecord, materials: object[], fields: object[] = []): CaseRecord =>
  stepped(record, 'supplyCorrection', { body: { materials, fields } });

describe('asking for a correction', () => {
  it('lists everything at once and opens the correction period', () => {
    const record = asked(material('SOURCE_PROOF'), field('/product/dataName'));
    expect(record).toMatchObject({
      state: 'CORRECTION',
      deadline: { name: 'CORRECTION', lastDay: '2026-09-24' },
      correction: { requestedBy: PEOPLE.acceptance },
    });
    expect(record.correction?.items).toHaveLength(2);
  });

  it('says its first reason in the envelope of its event', () => {
    const [draft] = decided(submitted(), 'requestCorrection');
    expect(draft?.reasonCode).toBe('CR-ILLEGIBLE');
  });

  it.each([
    ['an item twice', [material('SAMPLE'), material('SAMPLE')], ['SAMPLE']],
    ['the report of a review that has not begun', [material('REVIEW_REPORT')], ['REVIEW_REPORT']],
    ['the registry', [field('/registry')], ['/registry']],
    ['the rule profile', [field('/profileId')], ['/profileId']],
    ['the promise of truth', [field('/truthful')], ['/truthful']],
    ['materials by pointer', [field('/materials/0')], ['/materials/0']],
    ['a field that only begins like one', [field('/productX')], ['/productX']],
    ['a misspelt field', [field('/product/dataNam')], ['/product/dataNam']],
    ['what every object inherits', [field('/product/constructor')], ['/product/constructor']],
    ['a member of a list by name', [field('/rights/length')], ['/rights/length']],
    ['a part of a text', [field('/product/dataName/length')], ['/product/dataName/length']],
    [
      'a part of a sealed value',
      [field('/applicants/0/phone/commitment'), field('/applicants/0/phone/commitment/sha256')],
      ['/applicants/0/phone/commitment', '/applicants/0/phone/commitment/sha256'],
    ],
    [
      'a place that is not there',
      [field('/product/nowhere/deep'), field('/applicants/7')],
      ['/product/nowhere/deep', '/applicants/7'],
    ],
  ])('does not list %s', (_, items, wrong) => {
    const refusal = refusalOf(() => asked(...items));
    expect(refusal.code).toBe('CORRECTION_LIST_INVALID');
    expect(refusal.details).toEqual({ items: wrong });
  });

  it('may list a field that is not there yet', () => {
    expect(asked(field('/agent')).state).toBe('CORRECTION');
    expect(asked(field('/product/scenario')).state).toBe('CORRECTION');
  });

  it.each(['/product', '/product/volume/records', '/applicants/0/phone', '/rights/0/term/to', '/withhold'])(
    'may list %s',
    (path) => {
      expect(asked(field(path)).state).toBe('CORRECTION');
    },
  );

  it('happens once', () => {
    const record = supply(asked(material('SOURCE_PROOF')), [aMaterial('SOURCE_PROOF', 'better')]);
    expect(codeOf(() => stepped(record, 'requestCorrection'))).toBe('CORRECTION_ALREADY_REQUESTED');
  });

  it('takes back a proposed refusal, whose event remains', () => {
    const record = stepped(stepped(submitted(), 'proposeRefusal'), 'requestCorrection');
    expect(record.refusal).toBeUndefined();
    expect(record.eventSeq).toBe(3);
  });

  it('must come within the acceptance period', () => {
    const work = (at: string) => (): unknown => decided(submitted(), 'requestCorrection', { at: Date.parse(at) });
    expect(codeOf(work('2026-09-16T16:00:00.000Z'))).toBe('ACCEPTANCE_PERIOD_OVER');
    expect(work('2026-09-16T15:59:59.999Z')()).toHaveLength(1);
  });
});

describe('supplying a correction', () => {
  it('puts new materials in place of the old ones of their type, and begins the acceptance period anew', () => {
    const record = supply(asked(material('SOURCE_PROOF')), [
      aMaterial('SOURCE_PROOF', 'one'),
      aMaterial('SOURCE_PROOF', 'two'),
    ]);
    const documents = record.filing.materials.filter(({ type }) => type === 'SOURCE_PROOF').map(({ docId }) => docId);
    expect(documents).toEqual([docIdOf('one'), docIdOf('two')]);
    expect(record).toMatchObject({ state: 'SUBMITTED', deadline: { name: 'ACCEPTANCE' } });
    expect(record.correction?.suppliedAt).toBe(record.lastEventAt);
  });

  it('changes listed fields', () => {
    const record = supply(
      asked(field('/product/dataName')),
      [],
      [{ path: '/product/dataName', value: '2026年郑州市物流路网数据集' }],
    );
    expect(record.filing.product.dataName).toBe('2026年郑州市物流路网数据集');
    expect(record.filing.product.dataSummary).toBe(submitted().filing.product.dataSummary);
  });

  it.each([
    ['less than is listed', [], [], { missing: ['SOURCE_PROOF', '/product/dataName'], notListed: [] }],
    [
      'more than is listed',
      [aMaterial('SOURCE_PROOF', 'a'), aMaterial('SAMPLE', 'b')],
      [{ path: '/product/dataName', value: '名' }],
      { missing: [], notListed: ['SAMPLE'] },
    ],
    [
      'a field twice',
      [aMaterial('SOURCE_PROOF', 'a')],
      [
        { path: '/product/dataName', value: '名' },
        { path: '/product/dataName', value: '字' },
      ],
      { missing: [], notListed: ['/product/dataName'] },
    ],
  ])('is refused where it supplies %s', (...[, materials, fields, differences]) => {
    const record = asked(material('SOURCE_PROOF'), field('/product/dataName'));
    const refusal = refusalOf(() => supply(record, materials, fields));
    expect(refusal.code).toBe('CORRECTION_NOT_AS_LISTED');
    expect(refusal.details).toEqual(differences);
  });

  it('is refused where the filing would be none afterwards, with the path', () => {
    const refusal = refusalOf(() =>
      supply(asked(field('/product/regionCodes')), [], [{ path: '/product/regionCodes', value: ['990000'] }]),
    );
    expect(refusal.code).toBe('VALIDATION_FAILED');
    expect(refusal.details['problems']).toMatchObject([{ path: '/product/regionCodes/0' }]);
  });

  it('is refused where personal data would stand on the ledger in the clear', () => {
    const refusal = refusalOf(() =>
      supply(asked(field('/applicants/0/phone')), [], [{ path: '/applicants/0/phone', value: '0371-61111111' }]),
    );
    expect(refusal.code).toBe('VALIDATION_FAILED');
  });

  it('is refused where the registry would become an applicant', () => {
    const work = (): unknown =>
      supply(asked(field('/rights/0/holderUscc')), [], [{ path: '/rights/0/holderUscc', value: ZHENGZHOU }]);
    expect(codeOf(work)).toBe('REGISTRY_IS_APPLICANT');
  });

  it('may keep referring to a document that has been replaced: its digests are on the ledger', () => {
    const record = supply(asked(material('LAWFUL_ACQUISITION')), [aMaterial('LAWFUL_ACQUISITION', 'better')]);
    expect(record.filing.rights[0]?.evidence).toEqual([docIdOf('LAWFUL_ACQUISITION')]);
  });

  it('may not refer to a document that nobody has filed', () => {
    const path = '/rights/0/evidence';
    expect(codeOf(() => supply(asked(field(path)), [], [{ path, value: [docIdOf('nowhere')] }]))).toBe(
      'VALIDATION_FAILED',
    );
  });

  it('may add the agent who supplies it', () => {
    const agent = {
      name: '示例代理',
      uscc: AGENT,
      powerOfAttorney: docIdOf('power'),
      scope: '代为申请',
      until: '2027-01-01',
    };
    const record = asked(field('/agent'), material('AGENT_AUTHORISATION'));
    const after = supply(
      record,
      [{ ...aMaterial('AGENT_AUTHORISATION'), docId: docIdOf('power') }],
      [{ path: '/agent', value: agent }],
    );
    expect(after.filing.agent?.uscc).toBe(AGENT);
  });

  it('must come before the end of the correction period', () => {
    const record = asked(material('SOURCE_PROOF'));
    const body = { materials: [aMaterial('SOURCE_PROOF', 'late')], fields: [] };
    const work = (at: string) => (): unknown => decided(record, 'supplyCorrection', { at: Date.parse(at), body });
    expect(refusalOf(work('2026-09-24T16:00:00.000Z')).toString()).toContain('CORRECTION_PERIOD_OVER');
    expect(work('2026-09-24T15:59:59.999Z')()).toHaveLength(1);
  });

  it('does not count a record without a list as corrected', () => {
    const rest = without(asked(material('SOURCE_PROOF')), ['correction']);
    const refusal = refusalOf(() => supply(rest, [aMaterial('SOURCE_PROOF', 'a')]));
    expect(refusal.details).toMatchObject({ notListed: ['SOURCE_PROOF'] });
    expect(facts(PEOPLE.applicant, 0).lastSerial).toBe(0);
  });

  it('leaves a filing as it is where a pointer leads nowhere', () => {
    expect(amendFiling(aFiling(), { materials: [], fields: [{ path: '/rights/9', value: 1 }] })).toEqual(aFiling());
  });
});
