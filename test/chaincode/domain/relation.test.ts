// SPDX-License-Identifier: Apache-2.0
import { without } from '../../../chaincode/src/protocol/without';
import { isSamePerson } from '../../../chaincode/src/domain/people';
import { isRelated, maySee } from '../../../chaincode/src/domain/relation';
import { unmetRequirement } from '../../../chaincode/src/domain/requirements';
import { transition } from '../../../chaincode/src/domain/transition';
import { before, submitted } from '../../support/cases';
import { PEOPLE } from '../../support/people';
import type { PersonName } from '../../support/people';

const people = Object.keys(PEOPLE) as PersonName[];
const seenBy = (record: Parameters<typeof maySee>[0]): PersonName[] =>
  people.filter((name) => maySee(record, PEOPLE[name]));

describe('who may see a case in full', () => {
  const staff: PersonName[] = ['acceptance', 'reviewer', 'decider', 'otherDecider', 'clock'];

  it('is its applicant, its registry and the supervisor', () => {
    expect(seenBy(submitted())).toEqual(['applicant', ...staff, 'supervisor', 'otherSupervisor']);
  });

  it('is the agency too, once it is assigned, and no other agency', () => {
    expect(seenBy(before('declareIndependence'))).toEqual([
      'applicant',
      ...staff,
      'agency',
      'supervisor',
      'otherSupervisor',
    ]);
  });

  it('is whoever submitted it, even after the certificate was issued to another organization', () => {
    const moved = { ...PEOPLE.applicant, uscc: PEOPLE.otherApplicant.uscc! };
    expect(maySee(submitted(), moved)).toBe(true);
    expect(maySee(submitted(), { ...moved, identityKey: PEOPLE.otherApplicant.identityKey })).toBe(false);
  });

  it('is nobody with the right number in a certificate of the wrong membership', () => {
    expect(maySee(submitted(), { ...PEOPLE.applicant, mspId: 'GuiyangMSP' })).toBe(false);
    expect(maySee(submitted(), { ...PEOPLE.acceptance, mspId: 'GuiyangMSP' })).toBe(false);
    expect(maySee(submitted(), { ...PEOPLE.acceptance, uscc: PEOPLE.guiyangAcceptance.uscc! })).toBe(false);
    expect(isRelated('ANYONE', submitted(), PEOPLE.judicial)).toBe(true);
  });
});

describe('the same person', () => {
  const one = PEOPLE.acceptance;

  it('is told by key, or by staff number within a membership', () => {
    expect(isSamePerson(one, { ...PEOPLE.decider, identityKey: one.identityKey })).toBe(true);
    expect(isSamePerson(one, { ...PEOPLE.decider, staffNo: one.staffNo! })).toBe(true);
    expect(isSamePerson(one, { ...PEOPLE.guiyangDecider, staffNo: one.staffNo! })).toBe(false);
    expect(isSamePerson(one, { ...PEOPLE.applicant, staffNo: one.staffNo! })).toBe(false);
    expect(isSamePerson(one, PEOPLE.decider)).toBe(false);
  });

  it('is not told by two missing staff numbers', () => {
    const first = without(PEOPLE.applicant, ['staffNo']);
    const second = without(PEOPLE.otherApplicant, ['staffNo']);
    expect(isSamePerson(first, second)).toBe(false);
  });
});

describe('requirements on a record that lacks what they look at', () => {
  it('are unmet', () => {
    const bare = without(submitted(), ['deadline']);
    const row = transition('SUBMITTED', 'accept')!;
    expect(unmetRequirement(row, { record: bare, actor: PEOPLE.acceptance, now: 0 })).toEqual({
      code: 'ACCEPTANCE_PERIOD_OVER',
      details: {},
    });
  });

  it('are unmet under a deadline of another name', () => {
    const record = { ...before('assignReviewer') };
    const row = transition('SUBMITTED', 'accept')!;
    expect(unmetRequirement(row, { record, actor: PEOPLE.acceptance, now: 0 })?.code).toBe('ACCEPTANCE_PERIOD_OVER');
  });
});
