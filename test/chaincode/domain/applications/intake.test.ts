// SPDX-License-Identifier: Apache-2.0
import type { CaseRecord } from '../../../../chaincode/src/protocol/schemas/records';
import { decided, profileNamed, stepped, submitted } from '../../../support/cases';
import { aFiling, AGENT, anApplicationForm, docIdOf } from '../../../support/filing';
import { PEOPLE } from '../../../support/people';
import { codeOf, refusalOf } from '../../../support/refusal';

const LATE = Date.parse('2026-09-16T16:00:00.000Z');
const verdicts = (record: CaseRecord, changes: Readonly<Record<string, string>> = {}): object[] =>
  record.filing.materials.map(({ type }) => ({ type, verdict: changes[type] ?? 'OK' }));

describe('a refusal', () => {
  it('is proposed by one person and decided by another, on the grounds proposed', () => {
    const proposed = stepped(submitted(), 'proposeRefusal');
    expect(proposed).toMatchObject({
      state: 'SUBMITTED',
      refusal: { reasonCode: 'NA-SCOPE', proposedBy: PEOPLE.acceptance },
    });
    expect(proposed.deadline).toEqual(submitted().deadline);
    const [draft] = decided(proposed, 'refuse');
    expect(draft).toMatchObject({ reasonCode: 'NA-SCOPE', legalBasis: ['第十五条'], state: 'NOT_ACCEPTED' });
    const refused = stepped(proposed, 'refuse');
    expect(refused).toMatchObject({ state: 'NOT_ACCEPTED', refusal: { refusedBy: PEOPLE.decider } });
    expect(refused.deadline).toBeUndefined();
  });

  it('is not decided before it is proposed', () => {
    expect(codeOf(() => decided(submitted(), 'refuse'))).toBe('REFUSAL_NOT_PROPOSED');
  });

  it('is not decided by a person who has proposed it under another certificate', () => {
    const proposed = stepped(submitted(), 'proposeRefusal');
    const twoHats = { ...PEOPLE.decider, staffNo: 'ZZ-RA-001' };
    const refusal = refusalOf(() => decided(proposed, 'refuse', { by: twoHats }));
    expect(refusal.code).toBe('DUTIES_NOT_SEPARATED');
    expect(refusal.details).toEqual({ role: 'decider', conflictsWith: 'acceptance' });
    const sameKey = { ...PEOPLE.decider, identityKey: PEOPLE.acceptance.identityKey };
    expect(codeOf(() => decided(proposed, 'refuse', { by: sameKey }))).toBe('DUTIES_NOT_SEPARATED');
  });

  it('can be proposed again with other grounds, and is dropped by acceptance', () => {
    const proposed = stepped(submitted(), 'proposeRefusal');
    expect(stepped(proposed, 'proposeRefusal', { body: { reasonCode: 'NA-LAW' } }).refusal?.reasonCode).toBe('NA-LAW');
    expect(stepped(proposed, 'accept').refusal).toBeUndefined();
  });

  it.each(['proposeRefusal', 'refuse', 'accept'] as const)('and acceptance end with the period: %s', (name) => {
    const record = stepped(submitted(), 'proposeRefusal');
    const refusal = refusalOf(() => decided(record, name, { at: LATE }));
    expect(refusal.code).toBe('ACCEPTANCE_PERIOD_OVER');
    expect(refusal.details).toEqual({ endedAt: '2026-09-16T16:00:00.000Z' });
  });
});

describe('acceptance', () => {
  it('opens the review period on the day that the applicant is told', () => {
    const record = stepped(submitted(), 'accept');
    expect(record).toMatchObject({
      state: 'ACCEPTED',
      deadline: { name: 'REVIEW', lastDay: '2026-09-24' },
      acceptance: { acceptedBy: PEOPLE.acceptance, acceptedAt: record.lastEventAt },
    });
  });

  it.each([
    ['a required material is missing', ['SOURCE_PROOF'], {}, { missing: ['SOURCE_PROOF'] }],
    ['a required material is not in order', [], { SAMPLE: 'WRONG' }, { notInOrder: ['SAMPLE'] }],
  ])('is refused where %s', (_, left, changes, faults) => {
    const materials = anApplicationForm().materials.filter(({ type }) => !(left as string[]).includes(type));
    const record = submitted(aFiling({ materials }));
    const refusal = refusalOf(() => decided(record, 'accept', { body: { checklist: verdicts(record, changes) } }));
    expect(refusal.code).toBe('MATERIALS_NOT_IN_ORDER');
    expect(refusal.details).toEqual({ missing: [], notInOrder: [], notJudged: [], notReceived: [], ...faults });
  });

  it('is refused where a material has no verdict, or a verdict no material', () => {
    const record = submitted();
    const [first, ...others] = verdicts(record);
    const checklist = [...others, others[0], { type: 'COMPLIANCE_PROOF', verdict: 'OK' }];
    const refusal = refusalOf(() => decided(record, 'accept', { body: { checklist } }));
    expect(first).toEqual({ type: 'APPLICATION_FORM', verdict: 'OK' });
    expect(refusal.details).toMatchObject({
      notJudged: ['APPLICATION_FORM'],
      notReceived: ['APPLICANT_QUALIFICATION', 'COMPLIANCE_PROOF'],
    });
  });

  it('does not need what only another filing would need, and judges it where it came', () => {
    const materials = [
      ...anApplicationForm().materials,
      { type: 'COMPLIANCE_PROOF' as const, docId: docIdOf('extra') },
    ];
    const record = submitted(aFiling({ materials }));
    const accepted = stepped(record, 'accept', {
      body: { checklist: verdicts(record, { COMPLIANCE_PROOF: 'WRONG' }) },
    });
    expect(accepted.state).toBe('ACCEPTED');
  });

  const form = anApplicationForm();
  const proof = docIdOf('SOURCE_PROOF');
  const prior = { registry: '示例', number: '1', type: '初次', date: '2025-01-01', status: '有效', proof };
  const agent = { name: '示例代理', uscc: AGENT, powerOfAttorney: proof, scope: '代为申请', until: '2027-01-01' };
  it.each([
    [
      'personal information',
      'COMPLIANCE_PROOF',
      { product: { ...form.product, personalInformation: { contained: true, basis: '同意' } } },
    ],
    [
      'an earlier registration',
      'PRIOR_REGISTRATION_PROOF',
      { product: { ...form.product, priorRegistrations: [prior] } },
    ],
    ['an agent', 'AGENT_AUTHORISATION', { agent }],
  ])('needs with %s the %s', (_, type, changes) => {
    const record = submitted(aFiling(changes));
    const refusal = refusalOf(() => decided(record, 'accept', { body: { checklist: verdicts(record) } }));
    expect(refusal.details).toMatchObject({ missing: [type] });
    expect(profileNamed('zhengzhou-2024').checklist.map((item) => item.type)).toContain(type);
  });
});

describe('time', () => {
  it('does not run backwards within a case', () => {
    const record = submitted();
    const at = Date.parse(record.lastEventAt);
    expect(refusalOf(() => decided(record, 'accept', { at: at - 1 })).code).toBe('TIME_BEFORE_LAST_EVENT');
    expect(decided(record, 'accept', { at })).toHaveLength(1);
  });
});
