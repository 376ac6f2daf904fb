// SPDX-License-Identifier: Apache-2.0
import { without } from '../../../../chaincode/src/protocol/without';
import { decideSubmitOpinion } from '../../../../chaincode/src/domain/applications/decideReview';
import { transition } from '../../../../chaincode/src/domain/transition';
import type { InstitutionRecord } from '../../../../chaincode/src/protocol/schemas/records';
import {
  before,
  commandOn,
  facts,
  FRIDAY_MORNING,
  decided,
  institutionNamed,
  institutionRecord,
  profileNamed,
  profileRecord,
  stepped,
  submitted,
} from '../../../support/cases';
import {
  aFiling,
  AGENT,
  aMaterial,
  anApplicationForm,
  APPLICANT,
  docIdOf,
  sealedValue,
  ZHENGZHOU,
} from '../../../support/filing';
import { PEOPLE } from '../../../support/people';
import { codeOf, refusalOf } from '../../../support/refusal';
import { AGENCY, ALL_ASSESSED, ALL_SATISFIED } from '../../../support/straightPath';

const doubtful = { ...ALL_SATISFIED, source: { verdict: 'NOT_SATISFIED', finding: sealedValue('/f', '来源不明') } };
const agency = institutionNamed(AGENCY);
const withAgency = (
  changes: object,
  record: Partial<InstitutionRecord> = {},
): { institutions: ReadonlyMap<string, InstitutionRecord> } => ({
  institutions: new Map([[AGENCY, institutionRecord({ ...agency, ...changes }, record)]]),
});

describe('assigning a reviewer', () => {
  it.each([
    ['decider', 'ZZ-RD-001'],
    ['acceptance', 'ZZ-RA-001'],
    ['applicant', 'ZZ-AP-001'],
  ])('does not take the %s of the case', (conflictsWith, reviewer) => {
    const refusal = refusalOf(() => decided(before('assignReviewer'), 'assignReviewer', { body: { reviewer } }));
    expect(refusal.code).toBe('REVIEWER_NOT_INDEPENDENT');
    expect(refusal.details).toMatchObject({ staffNo: reviewer, conflictsWith });
  });

  it('does not take the officer who asked for a correction, who need not be the one who accepted', () => {
    const other = { ...PEOPLE.acceptance, staffNo: 'ZZ-RA-002', identityKey: `ZhengzhouMSP:${'e'.repeat(64)}` };
    const corrected = stepped(stepped(submitted(), 'requestCorrection', { by: other }), 'supplyCorrection');
    const accepted = stepped(corrected, 'accept');
    expect(codeOf(() => decided(accepted, 'assignReviewer', { body: { reviewer: 'ZZ-RA-002' } }))).toBe(
      'REVIEWER_NOT_INDEPENDENT',
    );
  });

  it('binds the case to the reviewer named', () => {
    const record = before('passFormalReview');
    expect(record.reviewer).toMatchObject({ staffNo: 'ZZ-RV-001', assignedBy: PEOPLE.decider });
    const other = { ...PEOPLE.reviewer, staffNo: 'ZZ-RV-002', identityKey: `ZhengzhouMSP:${'e'.repeat(64)}` };
    expect(codeOf(() => decided(record, 'passFormalReview', { by: other }))).toBe('NOT_THE_ASSIGNED_REVIEWER');
  });

  it('keeps the named reviewer from deciding under another certificate, before anything has been reviewed', () => {
    const record = { ...before('passFormalReview'), state: 'SUBSTANTIVE_REVIEW' as const };
    const twoHats = { ...PEOPLE.decider, staffNo: 'ZZ-RV-001' };
    const refusal = refusalOf(() => decided(record, 'assignAgency', { by: twoHats }));
    expect(refusal.details).toEqual({ role: 'decider', conflictsWith: 'reviewer' });
  });
});

describe('the formal review', () => {
  it('passes on only with all three points satisfied', () => {
    const refusal = refusalOf(() =>
      decided(before('passFormalReview'), 'passFormalReview', { body: { points: doubtful } }),
    );
    expect(refusal.code).toBe('POINTS_NOT_SATISFIED');
    expect(refusal.details).toEqual({ points: ['source'] });
  });

  it('leads to the agency where the profile wants one', () => {
    expect(before('assignAgency')).toMatchObject({
      state: 'SUBSTANTIVE_REVIEW',
      formalReview: { reviewedBy: PEOPLE.reviewer, noInterest: true },
    });
  });

  it('completes the review where the profile wants no agency', () => {
    const profile = profileRecord(profileNamed('n35-2026'));
    const record = stepped(before('passFormalReview'), 'passFormalReview', { facts: { profile } });
    expect(record.state).toBe('REVIEWED');
    expect(stepped(record, 'publishNotice', { facts: { profile } }).state).toBe('NOTICE');
  });
});

describe('assigning an agency', () => {
  it.each([
    ['is not on the ledger', { institutions: new Map() }],
    ['is only proposed', withAgency({}, { approval: 'PROPOSED' })],
    ['is suspended', withAgency({}, { status: 'SUSPENDED' })],
    ['is no longer accredited', withAgency({ accreditation: { number: '1', from: '2024-01-01', to: '2026-09-10' } })],
  ])('does not take one that %s', (_, changes) => {
    expect(codeOf(() => decided(before('assignAgency'), 'assignAgency', { facts: changes }))).toBe(
      'INSTITUTION_NOT_IN_FORCE',
    );
  });

  it.each([
    ['the applicant', APPLICANT],
    ['the registry', ZHENGZHOU],
  ])('does not take one with a declared tie to %s', (_, tie) => {
    const work = (): unknown =>
      decided(before('assignAgency'), 'assignAgency', { facts: withAgency({ declaredTies: [tie] }) });
    expect(refusalOf(work).code).toBe('AGENCY_NOT_INDEPENDENT');
    expect(refusalOf(work).details).toEqual({ agency: AGENCY, ties: [tie] });
  });

  const form = anApplicationForm();
  const proof = docIdOf('SOURCE_PROOF');
  it.each([
    [
      'the agent',
      {
        agent: { name: '示例', uscc: AGENCY, powerOfAttorney: proof, scope: '代为申请', until: '2027-01-01' },
        materials: [...form.materials, { type: 'AGENT_AUTHORISATION' as const, docId: docIdOf('auth') }],
      },
    ],
    ['a co-applicant', { applicants: [form.applicants[0]!, { ...form.applicants[0]!, idNumber: AGENCY }] }],
    ['a holder', { rights: [{ ...form.rights[0]!, holderUscc: AGENCY }] }],
  ])('does not take one that is itself %s', (_, changes) => {
    const record = before('assignAgency', aFiling(changes));
    expect(codeOf(() => decided(record, 'assignAgency'))).toBe('AGENCY_NOT_INDEPENDENT');
  });

  it('happens once', () => {
    expect(codeOf(() => decided(before('declareIndependence'), 'assignAgency'))).toBe('AGENCY_ALREADY_ASSIGNED');
    expect(before('declareIndependence').agency).toMatchObject({
      uscc: AGENCY,
      mspId: 'AgencyMSP',
      method: 'ROTATION',
    });
    expect(AGENT).not.toBe(AGENCY);
  });
});

describe('the agency', () => {
  it('declares its independence once, before it gives an opinion', () => {
    const record = before('submitOpinion');
    expect(record.agency?.independence?.declaredBy).toEqual(PEOPLE.agency);
    expect(codeOf(() => decided(before('declareIndependence'), 'submitOpinion'))).toBe('INDEPENDENCE_NOT_DECLARED');
    expect(codeOf(() => decided(record, 'declareIndependence'))).toBe('INDEPENDENCE_ALREADY_DECLARED');
  });

  it('gives its opinion through the person who declared', () => {
    const colleague = { ...PEOPLE.agency, staffNo: 'TP-009', identityKey: `AgencyMSP:${'e'.repeat(64)}` };
    expect(codeOf(() => decided(before('submitOpinion'), 'submitOpinion', { by: colleague }))).toBe(
      'INDEPENDENCE_NOT_DECLARED',
    );
    const newKey = { ...PEOPLE.agency, identityKey: `AgencyMSP:${'e'.repeat(64)}` };
    expect(decided(before('submitOpinion'), 'submitOpinion', { by: newKey })).toHaveLength(1);
  });

  it('may not be another agency', () => {
    expect(codeOf(() => decided(before('submitOpinion'), 'submitOpinion', { by: PEOPLE.otherAgency }))).toBe(
      'ACCESS_DENIED',
    );
    const elsewhere = { ...PEOPLE.agency, mspId: 'CourtMSP' };
    expect(codeOf(() => decided(before('submitOpinion'), 'submitOpinion', { by: elsewhere }))).toBe('ACCESS_DENIED');
  });

  it('must still be in force when it gives its opinion', () => {
    const options = { facts: withAgency({}, { status: 'SUSPENDED' }) };
    expect(codeOf(() => decided(before('submitOpinion'), 'submitOpinion', options))).toBe('INSTITUTION_NOT_IN_FORCE');
  });

  it('has no opinion to give in a case without an agency', () => {
    const record = without(before('submitOpinion'), ['agency']);
    const step = {
      record,
      command: commandOn('submitOpinion', record),
      facts: facts(PEOPLE.agency, FRIDAY_MORNING),
      row: transition('SUBSTANTIVE_REVIEW', 'submitOpinion')!,
    };
    expect(codeOf(() => decideSubmitOpinion(step))).toBe('INSTITUTION_NOT_IN_FORCE');
  });

  it('brings a report, and nothing else in its place', () => {
    const refusal = refusalOf(() =>
      decided(before('submitOpinion'), 'submitOpinion', { body: { report: aMaterial('SAMPLE') } }),
    );
    expect(refusal.details['problems']).toMatchObject([{ path: '/report/type' }]);
  });

  it.each([
    ['a point', { points: doubtful }, ['source']],
    ['an assessment', { assessments: { ...ALL_ASSESSED, applicantCapacity: doubtful.source } }, ['applicantCapacity']],
  ])('may find %s wanting; the decider then rejects, or says why the notice departs from it', (_, body, points) => {
    const record = stepped(before('submitOpinion'), 'submitOpinion', { body });
    expect(record.state).toBe('REVIEWED');
    const refusal = refusalOf(() => decided(record, 'publishNotice'));
    expect(refusal.code).toBe('DEPARTURE_NOT_EXPLAINED');
    expect(refusal.details).toEqual({ departs: true, points });
    const departure = sealedValue('/departure', '补充核查后认为符合要求');
    const published = stepped(record, 'publishNotice', { body: { departure } });
    expect(published.notices.at(-1)?.departure).toEqual(departure);
    expect(codeOf(() => decided(record, 'reject'))).toBe('DEPARTURE_NOT_EXPLAINED');
  });

  it('needs no departure where it was favourable, and a notice then takes none', () => {
    const departure = sealedValue('/departure', '无需');
    expect(codeOf(() => decided(before('publishNotice'), 'publishNotice', { body: { departure } }))).toBe(
      'DEPARTURE_NOT_EXPLAINED',
    );
  });

  it('names its report in the event', () => {
    const [draft] = decided(before('submitOpinion'), 'submitOpinion');
    expect(draft?.docs).toMatchObject([{ type: 'REVIEW_REPORT', docId: docIdOf('REVIEW_REPORT') }]);
  });
});
