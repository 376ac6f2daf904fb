// SPDX-License-Identifier: Apache-2.0
import { without } from '../../../../chaincode/src/protocol/without';
import {
  APPLICANT,
  aFiling,
  AGENT,
  anApplicationForm,
  docIdOf,
  filingOf,
  GUIYANG,
  OTHER_APPLICANT,
  ZHENGZHOU,
} from '../../../support/filing';
import {
  facts,
  FRIDAY_MORNING,
  institutionNamed,
  institutionRecord,
  profileNamed,
  profileRecord,
  submission,
  submitted,
} from '../../../support/cases';
import { PEOPLE } from '../../../support/people';
import { codeOf, refusalOf } from '../../../support/refusal';
import type { ApplicationForm } from '../../../../chaincode/src/protocol/schemas/filing';
import type { InstitutionRecord } from '../../../../chaincode/src/protocol/schemas/records';

const zhengzhou = institutionNamed(ZHENGZHOU);
const withRegistry = (
  changes: Partial<InstitutionRecord>,
): { institutions: ReadonlyMap<string, InstitutionRecord> } => ({
  institutions: new Map([[ZHENGZHOU, institutionRecord(zhengzhou, changes)]]),
});
const product = (changes: Partial<ApplicationForm['product']>): Partial<ApplicationForm> => ({
  product: { ...anApplicationForm().product, ...changes },
});

describe('submitting', () => {
  it('opens a case with a receipt and the acceptance period', () => {
    const record = submitted();
    expect(record).toMatchObject({
      state: 'SUBMITTED',
      receiptNo: `R-${record.caseId}`,
      registry: { uscc: ZHENGZHOU, mspId: 'ZhengzhouMSP', registryCode: '411' },
      profile: { profileId: 'zhengzhou-2024', testOnly: false },
      submittedBy: PEOPLE.applicant,
      deadline: { name: 'ACCEPTANCE', lastDay: '2026-09-16', at: '2026-09-16T16:00:00.000Z', calendarIds: ['CN-2026'] },
      notices: [],
      eventSeq: 1,
    });
    expect(record.caseId.slice(0, 4)).toBe('411-');
  });

  it('names every material in its event, by reference and commitment', () => {
    const filing = aFiling();
    const [draft] = submission(filing);
    expect(draft?.docs?.map((doc) => doc.docId)).toEqual(filing.materials.map((material) => material.docId));
    expect(draft?.docs?.[0]?.commitment).toEqual(filing.materials[0]?.digests.commitment);
    expect(draft?.authorityBasis).toBe(profileNamed('zhengzhou-2024').articles.application);
  });

  it('takes an application without a required material: that is what a correction is for', () => {
    const materials = anApplicationForm().materials.filter(({ type }) => type !== 'SOURCE_PROOF');
    expect(submitted(aFiling({ materials })).state).toBe('SUBMITTED');
  });

  it('keeps the test mark of a test profile on the case', () => {
    const profile = profileRecord(profileNamed('test-short-periods'));
    const record = submitted(aFiling({ profileId: 'test-short-periods' }), { facts: { profile, calendars: [] } });
    expect(record.profile.testOnly).toBe(true);
    expect(record.deadline?.lastDay).toBeUndefined();
  });

  it.each([
    ['somebody who is no applicant', { by: PEOPLE.otherApplicant }, aFiling(), 'NOT_A_PARTY'],
    ['an agent whom the filing does not name', { by: PEOPLE.agent }, aFiling(), 'NOT_A_PARTY'],
    ['somebody of another membership', { by: PEOPLE.guiyangApplicant }, aFiling(), 'ACCESS_DENIED'],
    [
      'a filing to an institution that is not on the ledger',
      {},
      filingOf(anApplicationForm(), OTHER_APPLICANT),
      'INSTITUTION_NOT_IN_FORCE',
    ],
    ['core data', {}, aFiling(product({ classification: { category: '国防', level: 'CORE' } })), 'CORE_DATA_REFUSED'],
    [
      'a filing under a profile that the registry does not offer',
      { facts: { profile: profileRecord({ ...profileNamed('n35-2026'), profileId: 'other-2026' }) } },
      aFiling({ profileId: 'other-2026' }),
      'PROFILE_NOT_AVAILABLE',
    ],
    [
      'a filing under a profile that is only proposed',
      { facts: { profile: profileRecord(profileNamed('zhengzhou-2024'), { approval: 'PROPOSED' }) } },
      aFiling(),
      'PROFILE_NOT_AVAILABLE',
    ],
    [
      'a registry that is only proposed',
      { facts: withRegistry({ approval: 'PROPOSED' }) },
      aFiling(),
      'INSTITUTION_NOT_IN_FORCE',
    ],
    [
      'a registry that is suspended',
      { facts: withRegistry({ status: 'SUSPENDED' }) },
      aFiling(),
      'INSTITUTION_NOT_IN_FORCE',
    ],
  ])('refuses %s', (_, options, filing, code) => {
    expect(codeOf(() => submission(filing, options))).toBe(code);
  });

  it.each([
    ['from the first day of its accreditation', '2026-09-11', undefined, true],
    ['not before it', '2026-09-12', undefined, false],
    ['to the last day of its accreditation', '2024-03-29', '2026-09-11', true],
    ['not after it', '2024-03-29', '2026-09-10', false],
  ])('needs a registry that is accredited on the day: %s', (_, from, to, isInForce) => {
    const accreditation = { number: '示例-1', from, ...(to !== undefined && { to }) };
    const institutions = new Map([[ZHENGZHOU, institutionRecord({ ...zhengzhou, accreditation })]]);
    const work = (): unknown => submission(aFiling(), { facts: { institutions } });
    if (isInForce) expect(work()).toHaveLength(1);
    else expect(refusalOf(work).details).toMatchObject({ reason: 'NOT_ACCREDITED_ON_THE_DAY', uscc: ZHENGZHOU });
  });

  it('refuses an institution that is no registry', () => {
    const institutions = new Map([[ZHENGZHOU, institutionRecord(institutionNamed('91410100DEM0FW419C'))]]);
    const refusal = refusalOf(() => submission(aFiling(), { facts: { institutions } }));
    expect(refusal.details).toMatchObject({ reason: 'WRONG_KIND' });
  });

  it('refuses a registry that is not accredited for first registrations', () => {
    const registry =
      zhengzhou.institutionKind === 'REGISTRY' ? { ...zhengzhou, caseTypes: ['CANCEL' as const] } : zhengzhou;
    const institutions = new Map([[ZHENGZHOU, institutionRecord(registry)]]);
    expect(codeOf(() => submission(aFiling(), { facts: { institutions } }))).toBe('PROFILE_NOT_AVAILABLE');
  });
});

describe('a registry that would register for itself (NA-SELF)', () => {
  const form = anApplicationForm();
  const self = { ...form.applicants[0]!, idNumber: ZHENGZHOU };
  const holder = { ...form.rights[0]!, holderUscc: ZHENGZHOU };

  it.each([
    ['as one of the applicants', aFiling({ applicants: [form.applicants[0]!, self] })],
    ['as a holder of rights', aFiling({ rights: [holder] })],
  ])('is refused %s', (_, filing) => {
    const refusal = refusalOf(() => submission(filing));
    expect(refusal.code).toBe('REGISTRY_IS_APPLICANT');
    expect(refusal.details).toEqual({ reasonCode: 'NA-SELF' });
  });

  it('may file elsewhere', () => {
    const guiyang = institutionNamed(GUIYANG);
    const by = { ...PEOPLE.applicant, mspId: 'GuiyangMSP', uscc: ZHENGZHOU };
    const filing = filingOf(anApplicationForm({ applicants: [self], profileId: 'n35-2026' }), GUIYANG);
    const options = {
      by,
      facts: {
        institutions: new Map([[GUIYANG, institutionRecord(guiyang)]]),
        profile: profileRecord(profileNamed('n35-2026')),
      },
    };
    expect(submission(filing, options)).toHaveLength(1);
  });
});

describe('an agent', () => {
  const agent = {
    name: '郑州示例登记代理事务所',
    uscc: AGENT,
    powerOfAttorney: docIdOf('AGENT_AUTHORISATION'),
    scope: '代为申请',
    until: '2026-09-11',
  };
  const materials = [
    ...anApplicationForm().materials,
    { type: 'AGENT_AUTHORISATION' as const, docId: docIdOf('AGENT_AUTHORISATION') },
  ];
  const filing = aFiling({ agent, materials });

  it('files to the end of the last day of the authority', () => {
    expect(submission(filing, { by: PEOPLE.agent })).toHaveLength(1);
    const late = { by: PEOPLE.agent, at: Date.parse('2026-09-11T16:00:00.000Z') };
    expect(refusalOf(() => submission(filing, late)).details).toEqual({ until: '2026-09-11' });
  });

  it('does not keep the applicant from filing, even when the authority has ended', () => {
    expect(submission(filing, { at: Date.parse('2026-09-14T02:00:00.000Z') })).toHaveLength(1);
  });

  it('without an organization in the certificate is nobody', () => {
    const nobody = without(PEOPLE.agent, ['uscc']);
    expect(codeOf(() => submission(filing, { by: nobody }))).toBe('NOT_A_PARTY');
  });
});

describe('a natural person', () => {
  const person: ApplicationForm['applicants'][number] = {
    applicantName: '王示例',
    applicantType: 'NATURAL_PERSON',
    idType: 'ID_CARD',
    idNumber: '11010519491231002X',
    contactName: '王示例',
    phone: '13800000000',
    address: '郑州市示例路2号',
  };
  const citizen = without(PEOPLE.applicant, ['uscc']);

  it('files under a certificate that names no organization; name and number stand there as commitments only', () => {
    const record = submitted(aFiling({ applicants: [person] }), { by: citizen });
    expect(record.filing.applicants[0]?.idNumber).toHaveProperty('commitment');
    expect(JSON.stringify(record)).not.toContain('王示例');
  });

  it('cannot file for an organization', () => {
    expect(codeOf(() => submission(aFiling(), { by: citizen }))).toBe('NOT_A_PARTY');
  });
});

describe('documents of a filing', () => {
  const problems = (filing: Parameters<typeof submission>[0]): unknown =>
    refusalOf(() => submission(filing)).details['problems'];

  it('must be filed where they are referred to, or the ledger would not hold their digests', () => {
    const form = anApplicationForm();
    const filing = aFiling({
      ...product({
        sample: { ...form.product.sample, document: docIdOf('elsewhere') },
        personalInformation: { contained: true, basis: '同意', impactAssessment: docIdOf('assessment') },
        upstream: [{ description: '上游数据', licenceDocument: docIdOf('licence') }],
        priorRegistrations: [
          {
            registry: '示例登记机构',
            number: '1',
            type: '初次',
            date: '2025-01-01',
            status: '有效',
            proof: docIdOf('proof'),
          },
        ],
      }),
      agent: {
        name: '示例代理',
        uscc: AGENT,
        powerOfAttorney: docIdOf('power'),
        scope: '代为申请',
        until: '2027-01-01',
      },
      rights: [
        {
          ...form.rights[0]!,
          evidence: [docIdOf('LAWFUL_ACQUISITION'), docIdOf('nowhere')],
          basis: 'JOINT',
          joint: { contract: docIdOf('contract'), coProducers: [{ consent: docIdOf('consent') }] },
          nonSubstitution: docIdOf('substitution'),
        },
      ],
    });
    const message = 'must be one of the materials';
    expect(problems(filing)).toEqual(
      [
        '/agent/powerOfAttorney',
        '/product/sample/document',
        '/product/personalInformation/impactAssessment',
        '/product/priorRegistrations/0/proof',
        '/product/upstream/0/licenceDocument',
        '/rights/0/evidence/1',
        '/rights/0/joint/contract',
        '/rights/0/joint/coProducers/0/consent',
        '/rights/0/nonSubstitution',
      ].map((path) => ({ path, code: 'document_not_filed', message })),
    );
  });

  it('stand once among the materials', () => {
    const { materials } = anApplicationForm();
    expect(problems(aFiling({ materials: [...materials, materials[0]!] }))).toEqual([
      {
        path: `/materials/${materials.length}/docId`,
        code: 'document_repeated',
        message: 'must not stand twice among the materials',
      },
    ]);
  });
});

it('gives every endorser the same decision', () => {
  const given = facts(PEOPLE.applicant, FRIDAY_MORNING);
  expect(submission(aFiling(), { facts: given })).toEqual(submission(aFiling(), { facts: given }));
  expect(submitted().filing.applicants[0]?.idNumber).toBe(APPLICANT);
});
