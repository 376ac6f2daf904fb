// SPDX-License-Identifier: Apache-2.0
import type { JsonInputObject } from '../../chaincode/src/protocol/canonicalJson';
import { ERROR_CODES } from '../../chaincode/src/protocol/errorCodes';
import { RegistryError } from '../../chaincode/src/protocol/errors';
import type { ServiceAnswer } from '../../chaincode/src/protocol/schemas/services';
import type { PROCEDURE_CODES } from '../../chaincode/src/protocol/procedureCodes';
import type { CaseAnswer } from '../../chaincode/src/protocol/schemas/records';
import { digestOf } from '../../chaincode/src/protocol/digest';
import { serialKey } from '../../chaincode/src/ledger/keys';
import { turnAfter } from '../support/beacon';
import { institutionNamed, profileNamed } from '../support/cases';
import { aFiling, anApplicationForm, aMaterial, ZHENGZHOU, sealedValue, AGENT, docIdOf } from '../support/filing';
import { refused } from '../support/refused';
import { aRegister, Register } from '../support/register';
import { ALL_ASSESSED, ALL_SATISFIED } from '../support/straightPath';

type Scenario = (register: Register) => Promise<unknown>;

const applicant = 'zhengzhou-applicant-1';
const submit = (register: Register, filing: object = aFiling(), user = applicant): Promise<unknown> =>
  register.send(user, 'application:submit', { filing: filing as never });
const product = (changes: object): object => {
  const filing = aFiling();
  return { ...filing, product: { ...filing.product, ...changes } };
};
const declaring = (changes: object): object =>
  product({ declarations: { ...aFiling().product.declarations, ...changes } });
const line = (changes: object): object => aFiling({ rights: [{ ...anApplicationForm().rights[0]!, ...changes }] });
const from = (...upstream: JsonInputObject[]): object =>
  product({ upstream: upstream.map((source) => ({ description: '上游产品', ...source })) });
/** A certificate of the register, and what can be filed on the ground of it. */
const registered = async (register: Register, filing: object): Promise<string> => {
  const caseId = await register.caseIn('REGISTERED', filing as never);
  const { record } = (await register.ask(applicant, 'application:read', { caseId })) as CaseAnswer;
  return record.certificateNumber!;
};
const checklist = aFiling().materials.map(({ type }) => ({ type, verdict: 'OK' }));
const note = sealedValue('/note', '请补正');
const item = (target: JsonInputObject): JsonInputObject => ({ target, verdict: 'WRONG', reasonCode: 'CR-WRONG', note });
const doubtful = { ...ALL_SATISFIED, rights: { verdict: 'NOT_SATISFIED', finding: note } };
const correct = async (register: Register, ...targets: JsonInputObject[]): Promise<string> => {
  const caseId = await register.caseIn('SUBMITTED');
  await register.send('zhengzhou-acceptance-1', 'application:requestCorrection', { caseId, items: targets.map(item) });
  return caseId;
};
const declared = async (register: Register): Promise<string> => {
  const caseId = await register.caseIn('SUBSTANTIVE_REVIEW');
  await register.send('zhengzhou-decider-1', 'application:assignAgency', {
    caseId,
    agency: '91410100DEM0FW419C',
    method: 'ROTATION',
  });
  return caseId;
};

const accepted = async (register: Register): Promise<JsonInputObject> => ({
  caseId: await register.caseIn('ACCEPTED'),
  eventSeq: 2,
  documentKind: 'ACCEPTANCE_NOTICE',
  document: note,
});

/** One way to meet each refusal of the procedure, on the real contracts. */
const SCENARIOS: Readonly<Record<keyof typeof PROCEDURE_CODES, Scenario>> = {
  ACCESS_DENIED: (register) => submit(register, aFiling(), 'zhengzhou-decider-1'),
  SIGNER_CERT_NOT_CANONICAL: (register) =>
    register.send({ mspid: 'ZhengzhouMSP', idBytes: Buffer.from('x') }, 'application:submit', {}),
  TIME_SKEW: (register) => register.send(applicant, 'application:submit', { filing: aFiling() }, { skew: 121_000 }),
  TIME_BEFORE_LAST_EVENT: async (register) => {
    const caseId = await register.caseIn('SUBMITTED');
    return register.send('zhengzhou-acceptance-1', 'application:accept', { caseId, checklist }, { skew: -61_000 });
  },
  IDEMPOTENCY_KEY_REUSED: async (register) => {
    await register.send(applicant, 'application:submit', { idempotencyKey: 'same-key', filing: aFiling() });
    return register.send(applicant, 'application:submit', {
      idempotencyKey: 'same-key',
      filing: aFiling({ withhold: [{ path: '/product/limits', reason: '密' }] }),
    });
  },
  NOT_FOUND: (register) => register.ask(applicant, 'profile:read', { profileId: 'none-2026' }),
  UNEXPECTED_STATE: async (register) =>
    register.send('zhengzhou-decider-1', 'application:grant', { caseId: await register.caseIn('SUBMITTED') }),
  DUTIES_NOT_SEPARATED: async (register) => {
    const profile = { ...profileNamed('n35-2026'), profileId: 'n35-2027' };
    await register.send('supervisor-officer-1', 'profile:propose', { profile });
    const approval = { profileId: 'n35-2027', hash: digestOf(profile) };
    return register.send('supervisor-officer-1', 'profile:approve', approval);
  },
  REGISTER_ALREADY_FOUNDED: (register) =>
    register.send('supervisor-officer-1', 'institution:found', {
      institution: institutionNamed('11410000DEM0GL414X'),
      endorsers: ['ZhengzhouMSP', 'GuiyangMSP', 'SupervisorMSP'],
    }),
  REGISTER_NOT_FOUNDED: () =>
    new Register().send('supervisor-officer-1', 'institution:propose', { institution: institutionNamed(ZHENGZHOU) }),
  ALREADY_APPROVED: (register) =>
    register.send('supervisor-officer-1', 'profile:propose', { profile: profileNamed('n35-2026') }),
  PROFILE_VERSION_NOT_NEXT: (register) =>
    register.send('supervisor-officer-1', 'profile:propose', { profile: { ...profileNamed('n35-2026'), version: 9 } }),
  HASH_MISMATCH: async (register) => {
    await register.send('supervisor-officer-1', 'profile:propose', {
      profile: { ...profileNamed('n35-2026'), profileId: 'n35-2027' },
    });
    return register.send('supervisor-officer-2', 'profile:approve', { profileId: 'n35-2027', hash: 'e'.repeat(64) });
  },
  REGISTRY_CODE_TAKEN: async (register) => {
    const institution = { ...institutionNamed(ZHENGZHOU), uscc: AGENT };
    await register.send('supervisor-officer-1', 'institution:propose', { institution });
    return register.send('supervisor-officer-2', 'institution:approve', { uscc: AGENT, hash: digestOf(institution) });
  },
  MSP_NOT_ENDORSING: (register) =>
    register.send('supervisor-officer-1', 'institution:propose', {
      institution: { ...institutionNamed(ZHENGZHOU), uscc: AGENT, mspId: 'CourtMSP' },
    }),
  INSTITUTION_NOT_IN_FORCE: (register) => submit(register, { ...aFiling(), registry: AGENT }),
  PROFILE_NOT_AVAILABLE: (register) => submit(register, { ...aFiling(), profileId: 'none-2026' }),
  CALENDAR_NOT_PUBLISHED: async (register) => {
    register.now = Date.parse('2026-12-30T02:00:00.000Z');
    const caseId = await register.caseIn('SUBMITTED');
    return register.send('zhengzhou-clock', 'application:recomputeDeadline', { caseId });
  },
  NOT_A_PARTY: (register) => submit(register, aFiling(), 'zhengzhou-applicant-2'),
  AGENT_AUTHORITY_OVER: (register) =>
    submit(
      register,
      aFiling({
        agent: {
          name: '示例',
          uscc: AGENT,
          powerOfAttorney: docIdOf('SAMPLE'),
          scope: '代为申请',
          until: '2026-09-10',
        },
      }),
      'zhengzhou-agent-1',
    ),
  REGISTRY_IS_APPLICANT: (register) =>
    submit(register, aFiling({ rights: [{ ...anApplicationForm().rights[0]!, holderUscc: ZHENGZHOU }] })),
  UNLAWFUL_OBJECT_REFUSED: (register) => submit(register, declaring({ unlawful: true })),
  OWNERSHIP_IN_DISPUTE: (register) => submit(register, declaring({ ownershipInDispute: true })),
  GOVERNMENT_DUTY_DATA_REFUSED: (register) => submit(register, declaring({ governmentDutyData: true })),
  PUBLIC_DATA_NOT_REGISTERED: (register) =>
    submit(register, product({ publicData: { fromAuthorisedOperation: true } })),
  RIGHT_NOT_ALLOWED_FOR_SOURCE: (register) => submit(register, line({ rightType: 'OPERATE', basis: 'SCRAPED' })),
  UPSTREAM_NOT_NAMED: (register) => submit(register, product({ objectKind: 'DERIVED_PRODUCT' })),
  UPSTREAM_NOT_REGISTERED: (register) => submit(register, from({ certificateNumber: 'SJ4112026090001' })),
  UPSTREAM_NOT_IN_FORCE: async (register) => {
    const ending = line({ rightType: 'OPERATE', term: { from: '2026-07-01', to: '2026-09-25' } });
    const certificateNumber = await registered(register, ending);
    register.now = Date.parse('2026-09-28T02:00:00.000Z');
    return submit(register, from({ certificateNumber }));
  },
  UPSTREAM_FORBIDS_DERIVATION: async (register) =>
    submit(register, from({ certificateNumber: await registered(register, aFiling()) })),
  UPSTREAM_LICENCE_MISSING: async (register) => {
    const operated = line({ rightType: 'OPERATE', holderUscc: AGENT });
    return submit(register, from({ certificateNumber: await registered(register, operated) }));
  },
  UPSTREAM_CONTRACT_ENDED: (register) => submit(register, from({ contractEndsOn: '2026-09-10' })),
  CONFLICT_NOT_CONSIDERED: async (register) => {
    await register.caseIn('REGISTERED', line({ exclusivity: 'EXCLUSIVE', holderUscc: AGENT }) as never);
    return register.send('zhengzhou-decider-1', 'application:grant', { caseId: await register.caseIn('READY') });
  },
  CORE_DATA_REFUSED: (register) => submit(register, product({ classification: { category: '国防', level: 'CORE' } })),
  ACCEPTANCE_PERIOD_OVER: async (register) => {
    const caseId = await register.caseIn('SUBMITTED');
    register.now = Date.parse('2026-09-17T02:00:00.000Z');
    return register.send('zhengzhou-acceptance-1', 'application:accept', { caseId, checklist });
  },
  CORRECTION_PERIOD_OVER: async (register) => {
    const caseId = await correct(register, { material: 'SAMPLE' });
    register.now = Date.parse('2026-10-08T02:00:00.000Z');
    return register.send(applicant, 'application:supplyCorrection', {
      caseId,
      materials: [aMaterial('SAMPLE')],
      fields: [],
    });
  },
  DEADLINE_NOT_PROVISIONAL: async (register) =>
    register.send('zhengzhou-clock', 'application:recomputeDeadline', { caseId: await register.caseIn('SUBMITTED') }),
  PERIOD_STILL_RUNNING: async (register) =>
    register.send('zhengzhou-clock', 'application:deemAccepted', { caseId: await register.caseIn('SUBMITTED') }),
  WITHDRAWAL_TOO_LATE: async (register) => {
    const caseId = await register.caseIn('NOTICE');
    register.now = Date.parse('2026-09-18T16:00:00.000Z');
    return register.send(applicant, 'application:withdraw', { caseId, reason: note });
  },
  CORRECTION_ALREADY_REQUESTED: async (register) => {
    const caseId = await correct(register, { material: 'SAMPLE' });
    await register.send(applicant, 'application:supplyCorrection', {
      caseId,
      materials: [aMaterial('SAMPLE')],
      fields: [],
    });
    return register.send('zhengzhou-acceptance-1', 'application:requestCorrection', {
      caseId,
      items: [item({ material: 'SAMPLE' })],
    });
  },
  CORRECTION_LIST_INVALID: (register) => correct(register, { field: '/registry' }),
  CORRECTION_NOT_AS_LISTED: async (register) => {
    const caseId = await correct(register, { material: 'SAMPLE' });
    return register.send(applicant, 'application:supplyCorrection', { caseId, materials: [], fields: [] });
  },
  REFUSAL_NOT_PROPOSED: async (register) =>
    register.send('zhengzhou-decider-1', 'application:refuse', { caseId: await register.caseIn('SUBMITTED') }),
  MATERIALS_NOT_IN_ORDER: async (register) =>
    register.send('zhengzhou-acceptance-1', 'application:accept', {
      caseId: await register.caseIn('SUBMITTED'),
      checklist: checklist.slice(1),
    }),
  NOT_THE_ASSIGNED_REVIEWER: async (register) => {
    const caseId = await register.caseIn('ACCEPTED');
    await register.send('zhengzhou-decider-1', 'application:assignReviewer', { caseId, reviewer: 'ZZ-RV-002' });
    return register.send('zhengzhou-reviewer-1', 'application:passFormalReview', {
      caseId,
      points: ALL_SATISFIED,
      noInterest: true,
    });
  },
  REVIEWER_NOT_INDEPENDENT: async (register) =>
    register.send('zhengzhou-decider-1', 'application:assignReviewer', {
      caseId: await register.caseIn('ACCEPTED'),
      reviewer: 'ZZ-RD-001',
    }),
  REVIEWER_RELIEVED: async (register) => {
    const caseId = await register.caseIn('FORMAL_REVIEW');
    await register.send('zhengzhou-reviewer-1', 'application:recuseReviewer', { caseId, reason: note });
    return register.send('zhengzhou-decider-1', 'application:assignReviewer', { caseId, reviewer: 'ZZ-RV-001' });
  },
  REVIEWER_ALREADY_ASSIGNED: async (register) => {
    const caseId = await register.caseIn('FORMAL_REVIEW');
    return register.send('zhengzhou-decider-1', 'application:assignReviewer', { caseId, reviewer: 'ZZ-RV-002' });
  },
  REVIEWER_NOT_ASSIGNED: async (register) => {
    const caseId = await register.caseIn('FORMAL_REVIEW');
    await register.send('zhengzhou-reviewer-1', 'application:recuseReviewer', { caseId, reason: note });
    const grounds = { reviewer: 'ZZ-RV-002', reasonCode: 'AS-TIE', reason: note };
    return register.send('zhengzhou-decider-1', 'application:reassignReviewer', { caseId, ...grounds });
  },
  POINTS_NOT_SATISFIED: async (register) =>
    register.send('zhengzhou-reviewer-1', 'application:passFormalReview', {
      caseId: await register.caseIn('FORMAL_REVIEW'),
      points: doubtful,
      noInterest: true,
    }),
  REVIEW_PERIOD_OVER: async (register) => {
    const caseId = await register.caseIn('FORMAL_REVIEW');
    register.now = Date.parse('2026-09-24T16:00:00.000Z');
    const grounds = { reasonCode: 'EX-COMPLEX', reason: note };
    return register.send('zhengzhou-decider-1', 'application:extendReview', { caseId, ...grounds });
  },
  SUPPLEMENT_PERIOD_OVER: async (register) => {
    const caseId = await register.caseIn('FORMAL_REVIEW');
    const items = [{ material: 'SAMPLE', note }];
    await register.send('zhengzhou-reviewer-1', 'application:requestSupplement', { caseId, items });
    register.now = Date.parse('2026-09-24T16:00:00.000Z');
    const materials = [aMaterial('SAMPLE', 'later')];
    return register.send(applicant, 'application:supplySupplement', { caseId, materials });
  },
  SUPPLEMENT_NOT_MISSED: async (register) => {
    const caseId = await register.caseIn('FORMAL_REVIEW');
    const grounds = { reasonCode: 'TM-NOSUPP', legalBasis: ['第十八条'], reason: note };
    return register.send('zhengzhou-decider-1', 'application:terminate', { caseId, ...grounds });
  },
  EXTENSION_NOT_AVAILABLE: async (register) => {
    const caseId = await register.caseIn('FORMAL_REVIEW');
    const grounds = { reasonCode: 'EX-COMPLEX', reason: note };
    await register.send('zhengzhou-decider-1', 'application:extendReview', { caseId, ...grounds });
    return register.send('zhengzhou-decider-2', 'application:extendReview', { caseId, ...grounds });
  },
  POINTS_ALL_SATISFIED: async (register) =>
    register.send('zhengzhou-reviewer-1', 'application:failFormalReview', {
      caseId: await register.caseIn('FORMAL_REVIEW'),
      points: ALL_SATISFIED,
      noInterest: true,
    }),
  DEPARTURE_NOT_EXPLAINED: async (register) =>
    register.send('zhengzhou-decider-1', 'application:reject', {
      caseId: await register.caseIn('REVIEWED'),
      reasonCode: 'RJ-LAW',
      legalBasis: ['第二十二条'],
      reason: note,
    }),
  AGENCY_NOT_ASSIGNED: async (register) => {
    const caseId = await register.caseIn('SUBSTANTIVE_REVIEW');
    const grounds = { reasonCode: 'AG-CONFLICT', legalBasis: ['第二十条'], reason: note };
    return register.send('zhengzhou-decider-1', 'application:relieveAgency', { caseId, ...grounds });
  },
  AGENCY_RELIEVED: async (register) => {
    const caseId = await declared(register);
    await register.send('agency-expert-1', 'application:recuse', { caseId, reason: note });
    const again = { caseId, agency: '91410100DEM0FW419C', method: 'ROTATION' };
    return register.send('zhengzhou-decider-1', 'application:assignAgency', again);
  },
  DRAW_REQUIRED: async (register) => {
    await register.drawAgencies();
    const caseId = await register.caseIn('SUBSTANTIVE_REVIEW');
    const body = { caseId, agency: '91410100DEM0FW419C', method: 'ROTATION' };
    return register.send('zhengzhou-decider-1', 'application:assignAgency', body);
  },
  DRAW_PENDING: async (register) => {
    const caseId = await register.caseIn('SUBSTANTIVE_REVIEW');
    await register.send('zhengzhou-decider-1', 'application:requestDraw', { caseId });
    return register.send('zhengzhou-decider-1', 'application:requestDraw', { caseId });
  },
  DRAW_NOT_REQUESTED: async (register) =>
    register.send('zhengzhou-decider-1', 'application:drawAgency', {
      caseId: await register.caseIn('SUBSTANTIVE_REVIEW'),
    }),
  DRAW_NOT_REVEALED: async (register) => {
    await register.send('supervisor-officer-1', 'beacon:turn', turnAfter(0));
    const caseId = await register.caseIn('SUBSTANTIVE_REVIEW');
    await register.send('zhengzhou-decider-1', 'application:requestDraw', { caseId });
    return register.send('zhengzhou-decider-1', 'application:drawAgency', { caseId });
  },
  NO_ELIGIBLE_AGENCY: async (register) => {
    const [first] = anApplicationForm().rights;
    const rights = ['91410100DEM0FW419C', '91520100DEM0FW523B'].map((holderUscc) => ({ ...first!, holderUscc }));
    const caseId = await register.caseIn('SUBSTANTIVE_REVIEW', aFiling({ rights }));
    return register.send('zhengzhou-decider-1', 'application:requestDraw', { caseId });
  },
  BEACON_VALUE_WRONG: (register) => register.send('supervisor-officer-1', 'beacon:turn', turnAfter(1)),
  BEACON_COMMITMENT_USED: async (register) => {
    await register.send('supervisor-officer-1', 'beacon:turn', turnAfter(0));
    const same = { ...turnAfter(1), next: turnAfter(0)['next'] };
    return register.send('supervisor-officer-1', 'beacon:turn', same);
  },
  INTERFERENCE_CLOSED: async (register) => {
    const report = { caseId: await register.caseIn('SUBMITTED'), reasonCode: 'IF-ORDER', statement: note };
    const { answer } = await register.send('zhengzhou-acceptance-1', 'interference:report', report);
    const { reportId } = answer as { reportId: string };
    const close = { reportId, finding: 'IF-CONFIRMED', reason: note };
    await register.send('supervisor-officer-1', 'interference:close', close);
    return register.send('supervisor-officer-1', 'interference:close', close);
  },
  AGENCY_ALREADY_ASSIGNED: async (register) =>
    register.send('zhengzhou-decider-1', 'application:assignAgency', {
      caseId: await declared(register),
      agency: '91410100DEM0FW419C',
      method: 'ROTATION',
    }),
  AGENCY_NOT_INDEPENDENT: async (register) => {
    const right = { ...anApplicationForm().rights[0]!, holderUscc: '91520100DEM0QY035A' };
    const caseId = await register.caseIn('SUBSTANTIVE_REVIEW', aFiling({ rights: [right] }));
    return register.send('zhengzhou-decider-1', 'application:assignAgency', {
      caseId,
      agency: '91520100DEM0FW523B',
      method: 'ROTATION',
    });
  },
  INDEPENDENCE_ALREADY_DECLARED: async (register) => {
    const caseId = await declared(register);
    await register.send('agency-expert-1', 'application:declareIndependence', {
      caseId,
      noInterest: true,
      statement: note,
    });
    return register.send('agency-expert-1', 'application:declareIndependence', {
      caseId,
      noInterest: true,
      statement: note,
    });
  },
  INDEPENDENCE_NOT_DECLARED: async (register) =>
    register.send('agency-expert-1', 'application:submitOpinion', {
      caseId: await declared(register),
      report: aMaterial('REVIEW_REPORT'),
      points: ALL_SATISFIED,
      assessments: ALL_ASSESSED,
    }),
  WITHHOLDING_MISMATCH: async (register) =>
    register.send('zhengzhou-decider-1', 'application:publishNotice', {
      caseId: await register.caseIn('REVIEWED'),
      withheld: [{ path: '/product/limits', reason: note }],
    }),
  NOTICE_STILL_OPEN: async (register) =>
    register.send('zhengzhou-clock', 'application:closeNotice', { caseId: await register.caseIn('NOTICE') }),
  SERIAL_EXHAUSTED: async (register) => {
    const caseId = await register.caseIn('READY');
    register.ledger.state.set(serialKey('411', '202609'), Buffer.from('{"kind":"serial","last":9999}'));
    return register.send('zhengzhou-decider-1', 'application:grant', { caseId });
  },
  VALIDITY_OVER: async (register) => {
    const right = { ...anApplicationForm().rights[0]!, term: { from: '2026-01-01', to: '2026-09-15' } };
    return register.send('zhengzhou-decider-1', 'application:grant', {
      caseId: await register.caseIn('READY', aFiling({ rights: [right] })),
    });
  },
  NOTHING_TO_SERVE: async (register) =>
    register.send('zhengzhou-clock', 'service:serve', {
      caseId: await register.caseIn('SUBMITTED'),
      eventSeq: 1,
      documentKind: 'ACCEPTANCE_NOTICE',
      document: note,
    }),
  ALREADY_SERVED: async (register) => {
    const serving = await accepted(register);
    await register.send('zhengzhou-clock', 'service:serve', serving);
    return register.send('zhengzhou-clock', 'service:serve', serving);
  },
  ALREADY_ACKNOWLEDGED: async (register) => {
    const { answer } = await register.send('zhengzhou-clock', 'service:serve', await accepted(register));
    const { serviceId } = answer as ServiceAnswer;
    await register.send(applicant, 'service:acknowledge', { serviceId });
    return register.send(applicant, 'service:acknowledge', { serviceId });
  },
  UNKNOWN_TRANSACTION: (register) => register.unknown(applicant, 'application'),
  INTERNAL: (register) => {
    jest.spyOn(register.ledger.state, 'get').mockImplementation(() => {
      throw new Error('GET_STATE failed: transaction ID: x: the peer is gone');
    });
    return register.ask(applicant, 'profile:read', { profileId: 'n35-2026' });
  },
};

afterEach(() => {
  jest.restoreAllMocks();
});

describe('the catalogue of refusals', () => {
  it.each(Object.entries(SCENARIOS))(
    '%s is met on the real contracts, and its message is read back',
    async (code, scenario) => {
      const refusal = await refused(scenario(await aRegister()));
      expect(refusal.code).toBe(code);
      expect(RegistryError.parse(refusal.message)?.details).toEqual(refusal.details);
    },
  );

  it.each(Object.entries(ERROR_CODES))('%s has one sentence in each language', (_, { rule, zh }) => {
    expect(rule).toMatch(/^[A-Z].*\.$/);
    expect(zh).toMatch(/\p{Script=Han}.*。$/u);
  });

  it('says no two things in the same words', () => {
    const rules = Object.values(ERROR_CODES).map(({ rule }) => rule);
    expect(new Set(rules).size).toBe(rules.length);
  });
});
